#!/usr/bin/env python3
"""The same REST work sent to several MLflow-compatible servers, in one run.

usage: compare.py NAME=URL [NAME=URL ...] [--runs 5000] [--secs 5] [--rounds 3] [--only log_metric,search] [--json FILE]

Each scenario visits every server in turn, `rounds` times over, and the median counts. The last column is the first server beside
the best of the others (more than 1: the first is faster). Needs wrk beside Python's standard library. The servers must be empty or
disposable: the benchmark writes to them.
"""
import argparse, concurrent.futures as cf, http.client, json, os, random, statistics as st, subprocess, sys, tempfile, time, urllib.parse

API = "/api/2.0/mlflow"

class Client:
    """One keep-alive connection."""
    def __init__(self, url):
        u = urllib.parse.urlparse(url); self.host, self.port, self.prefix = u.hostname, u.port or 80, u.path.rstrip("/")
        self.c = http.client.HTTPConnection(self.host, self.port, timeout=600)
    def call(self, method, path, body=None, raw=None, headers=None):
        data = raw if raw is not None else (json.dumps(body) if body is not None else None)
        h = {"Content-Type": "application/json"} | (headers or {})
        try:
            self.c.request(method, self.prefix + path, data, h); r = self.c.getresponse(); out = r.read()
        except (http.client.HTTPException, ConnectionError):
            self.c.close(); self.c.connect()
            self.c.request(method, self.prefix + path, data, h); r = self.c.getresponse(); out = r.read()
        if r.status >= 300: raise RuntimeError(f"{method} {path} -> {r.status} {out[:300]!r}")
        return out
    def post(self, path, body): return json.loads(self.call("POST", API + path, body) or b"{}")
    def get(self, path, **q): return json.loads(self.call("GET", API + path + "?" + urllib.parse.urlencode(q)))

LUA = r'''
local ids = { %s }
local n, t = 0, 0
function setup(thread) thread:set("seed", t); t = t + 1 end
function request()
  n = n + 1
  local id = ids[(n + seed * 37) %% #ids + 1]
  %s
  return wrk.format("POST", "%s", {["Content-Type"]="application/json"}, body)
end
function done(s, l, r)
  io.write(string.format("RESULT %%f %%f %%f %%d\n", s.requests / s.duration * 1e6, l:percentile(50)/1000, l:percentile(99)/1000, s.errors.status + s.errors.read + s.errors.timeout))
end
'''
def wrk(url, path, ids, body_lua, conns, secs):
    u = urllib.parse.urlparse(url)
    with tempfile.NamedTemporaryFile("w", suffix=".lua", delete=False) as f:
        f.write(LUA % (",".join(f'"{i}"' for i in ids), body_lua, u.path.rstrip("/") + API + path))
    out = subprocess.run(["wrk", "-t1", f"-c{conns}", f"-d{secs}s", "--timeout", "30s", "-s", f.name, url], capture_output=True, text=True).stdout
    os.unlink(f.name)
    rps, p50, p99, err = [l for l in out.splitlines() if l.startswith("RESULT")][0].split()[1:]
    return dict(rps=float(rps), p50=float(p50), p99=float(p99), err=int(err))

def seed(url, n_runs):
    """An experiment of n_runs runs, each with 20 metrics, 10 params, 5 tags; one long run of 100,000 points; an experiment of 100
    runs that are logged to: what is searched is then the same on every server, however much each was able to log."""
    c = Client(url); name = f"bench-{random.randrange(1<<40):x}"
    exp = c.post("/experiments/create", {"name": name})["experiment_id"]
    def part(k):
        c, rnd = Client(url), random.Random(k)
        for i in range(k, n_runs, 8):
            rid = c.post("/runs/create", {"experiment_id": exp, "start_time": 1700000000000 + i, "run_name": f"run-{i}"})["run"]["info"]["run_id"]
            c.post("/runs/log-batch", {"run_id": rid,
                "metrics": [{"key": f"m{j}", "value": rnd.random(), "timestamp": 1700000000000, "step": 0} for j in range(20)],
                "params": [{"key": f"p{j}", "value": str(rnd.randrange(10))} for j in range(10)],
                "tags": [{"key": f"t{j}", "value": f"v{rnd.randrange(5)}"} for j in range(5)]})
    t = time.perf_counter()
    with cf.ThreadPoolExecutor(8) as ex: list(ex.map(part, range(8)))
    took = time.perf_counter() - t
    long = c.post("/runs/create", {"experiment_id": exp, "start_time": 1})["run"]["info"]["run_id"]
    t = time.perf_counter()
    for b in range(100):
        c.post("/runs/log-batch", {"run_id": long, "metrics": [{"key": "loss", "value": b / (s + 1), "timestamp": 1700000000000 + s, "step": b * 1000 + s} for s in range(1000)]})
    took_long = time.perf_counter() - t
    other = c.post("/experiments/create", {"name": f"{name}-logged-to"})["experiment_id"]
    logged_to = [c.post("/runs/create", {"experiment_id": other, "start_time": i})["run"]["info"]["run_id"] for i in range(100)]
    return dict(exp=exp, logged_to=logged_to, long=long, seed_runs_s=n_runs / took, batch_metrics_s=100_000 / took_long)

def timed(f, n=5):
    ts = []
    for _ in range(n): t = time.perf_counter(); f(); ts.append((time.perf_counter() - t) * 1000)
    return st.median(ts)

def main():
    ap = argparse.ArgumentParser(); ap.add_argument("servers", nargs="+"); ap.add_argument("--runs", type=int, default=5000)
    ap.add_argument("--secs", type=int, default=5); ap.add_argument("--rounds", type=int, default=3); ap.add_argument("--only", default=""); ap.add_argument("--json")
    a = ap.parse_args(); S = dict(s.split("=", 1) for s in a.servers); names = list(S)
    ctx = {n: seed(S[n], a.runs) for n in names}
    rows = []   # (scenario, unit, higher_is_better, {server: value})
    rows.append((f"create run + log-batch(35), 8 clients", "runs/s", True, {n: ctx[n]["seed_runs_s"] for n in names}))
    rows.append(("log-batch of 1,000 metrics, 1 client", "metrics/s", True, {n: ctx[n]["batch_metrics_s"] for n in names}))
    metric = 'local body = string.format(\'{"run_id":"%s","key":"k%d","value":%f,"timestamp":%d,"step":%d}\', id, n % 10, n * 0.5, 1700000000000 + n, n)'
    param = 'local body = string.format(\'{"run_id":"%s","key":"w%d_%d","value":"%d"}\', id, seed, n, n)'
    batch = 'local m = {}; for i = 1, 100 do m[i] = string.format(\'{"key":"b%d","value":%f,"timestamp":%d,"step":%d}\', i, n * 0.1, 1700000000000 + n, n) end; local body = string.format(\'{"run_id":"%s","metrics":[%s]}\', id, table.concat(m, ","))'
    def http_scn(label, path, lua, conns):
        got = {n: [] for n in names}
        for _ in range(a.rounds):
            for n in names: got[n].append(wrk(S[n], path, ctx[n]["logged_to"], lua, conns, a.secs))
        rows.append((f"{label}, {conns} conns", "req/s", True, {n: st.median(g["rps"] for g in got[n]) for n in names}))
        rows.append((f"{label}, {conns} conns p99", "ms", False, {n: st.median(g["p99"] for g in got[n]) for n in names}))
        bad = {n: sum(g["err"] for g in got[n]) for n in names}
        if any(bad.values()): rows.append((f"{label}, {conns} conns errors", "errors", False, bad))
    want = lambda k: not a.only or k in a.only.split(",")
    def lat(label, f, n=5):
        got = {k: [] for k in names}
        for _ in range(a.rounds):
            for k in names:
                cl = Client(S[k])
                try: f(cl, ctx[k]); got[k].append(timed(lambda: f(cl, ctx[k]), n))
                except (RuntimeError, OSError, http.client.HTTPException) as e: got[k].append(float("nan")); print(f"{label}: {k}: {e}", file=sys.stderr)
        rows.append((label, "ms", False, {k: st.median(got[k]) for k in names}))
    if want("search"):
        s = lambda **kw: (lambda c, x: c.post("/runs/search", {"experiment_ids": [x["exp"]], **kw}))
        lat(f"search newest 100 of {a.runs} runs", s(max_results=100))
        lat(f"search metric filter, order by metric, 100 of {a.runs}", s(filter="metrics.m0 > 0.5 and params.p1 = '3'", order_by=["metrics.m1 DESC"], max_results=100))
        lat(f"search tag LIKE filter, order by param, 100 of {a.runs}", s(filter="tags.t1 LIKE 'v1%'", order_by=["params.p2 ASC"], max_results=100))
        lat(f"search 1,000 of {a.runs} runs, one page", s(max_results=1000))
        def walk(c, x):
            tok = None
            while True:
                r = c.post("/runs/search", {"experiment_ids": [x["exp"]], "max_results": 500, "order_by": ["metrics.m3 DESC"]} | ({"page_token": tok} if tok else {}))
                tok = r.get("next_page_token")
                if not tok: break
        lat(f"walk all {a.runs} runs ordered by metric, pages of 500", walk, 1)
    if want("history"):
        lat("metric history, 25,000 of 100,000 points", lambda c, x: c.get("/metrics/get-history", run_id=x["long"], metric_key="loss", max_results=25000))
        lat("get run (long)", lambda c, x: c.get("/runs/get", run_id=x["long"]), 50)
    if want("artifacts"):
        blob = os.urandom(64 << 20); small = os.urandom(4096)
        put = lambda p, d: (lambda c, x: c.call("PUT", f"/api/2.0/mlflow-artifacts/artifacts/bench/{p}", raw=d, headers={"Content-Type": "application/octet-stream"}))
        get = lambda p: (lambda c, x: c.call("GET", f"/api/2.0/mlflow-artifacts/artifacts/bench/{p}"))
        lat("artifact PUT 64 MiB", put("big", blob), 3); lat("artifact GET 64 MiB", get("big"), 3)
        lat("artifact PUT 4 KiB", put("small", small), 30); lat("artifact GET 4 KiB", get("small"), 30)
    # Last: what is written here keeps the database busy for a while after, with all that it has to clean up.
    if want("log_metric"):
        for c in (1, 16, 64): http_scn("log-metric", "/runs/log-metric", metric, c)
    if want("log_param"): http_scn("log-parameter", "/runs/log-parameter", param, 16)
    if want("log_batch"): http_scn("log-batch(100 metrics)", "/runs/log-batch", batch, 16)
    w = max(len(r[0]) for r in rows)
    print(f"{'scenario':{w}}  {'unit':9} " + " ".join(f"{n:>12}" for n in names) + ("   first/best other" if len(names) > 1 else ""))
    for label, unit, hi, v in rows:
        line = f"{label:{w}}  {unit:9} " + " ".join(f"{v[n]:12,.1f}" for n in names)
        if len(names) > 1:
            others = [v[n] for n in names[1:] if v[n] == v[n]]   # nan: that server could not answer
            best = (max(others) if hi else min(others)) if others else float("nan")
            r = (v[names[0]] / best if hi else best / v[names[0]]) if best and v[names[0]] else float("nan")
            line += f"   {r:8.2f}x"
        print(line)
    if a.json: json.dump([dict(scenario=l, unit=u, higher_is_better=h, values=v) for l, u, h, v in rows], open(a.json, "w"), indent=1)
main()
