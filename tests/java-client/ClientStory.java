import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.mlflow.api.proto.ModelRegistry.ModelVersion;
import org.mlflow.api.proto.Service.*;
import org.mlflow.tracking.*;

/** What MLflow's Java client can do, against the server whose address is the argument. */
public class ClientStory {
  public static void main(String[] args) throws Exception {
    try (MlflowClient client = new MlflowClient(args[0])) {
      String experiment = experiments(client);
      String run = runs(client, experiment);
      artifacts(client, run);
      models(client, run);
      context(client);
    }
    System.out.println("All of the Java client's calls passed");
  }

  static String experiments(MlflowClient client) {
    String id = client.createExperiment("java");
    String other = client.createExperiment(
        CreateExperiment.newBuilder().setName("java-other").setArtifactLocation("mlflow-artifacts:/java-other").build());
    client.setExperimentTag(id, "team", "x");
    check(client.getExperiment(id).getTags(0).getValue().equals("x"), "experiment tag");
    check(client.getExperimentByName("java").get().getExperimentId().equals(id), "by name");
    check(client.getExperimentByName("no such experiment").isEmpty(), "unknown name");
    client.renameExperiment(other, "java-renamed");
    check(client.getExperiment(other).getName().equals("java-renamed"), "rename");
    client.deleteExperiment(other);
    check(client.getExperiment(other).getLifecycleStage().equals("deleted"), "delete");
    client.restoreExperiment(other);
    check(client.getExperiment(other).getLifecycleStage().equals("active"), "restore");
    check(count(client.searchExperiments()) >= 3, "search experiments");
    check(count(client.searchExperiments("name = 'java'")) == 1, "filter experiments");
    Page<Experiment> page = client.searchExperiments("name LIKE 'java%'", ViewType.ALL, 1, List.of("name ASC"));
    check(page.getPageSize() == 1 && page.hasNextPage(), "first page of experiments");
    check(count(client.searchExperiments("name LIKE 'java%'", ViewType.ALL, 1, List.of("name ASC"), page.getNextPageToken().get())) == 1, "page token");
    check(count(page.getNextPage()) == 1, "next page of experiments");
    return id;
  }

  static String runs(MlflowClient client, String experiment) {
    check(client.createRun().getExperimentId().equals("0"), "run in the default experiment");
    String second = client.createRun(experiment).getRunId();
    String id = client.createRun(CreateRun.newBuilder().setExperimentId(experiment).setRunName("named").setUserId("me")
        .setStartTime(1).addTags(RunTag.newBuilder().setKey("a").setValue("b")).build()).getRunId();
    client.logParam(id, "p", "1");
    client.logMetric(id, "m", 0.5);
    client.logMetric(id, "m", 0.25, 1234567890123L, 7);
    client.logMetric(id, "nan", Double.NaN);
    client.setTag(id, "gone", "1");
    client.deleteTag(id, "gone");
    client.logBatch(id, List.of(Metric.newBuilder().setKey("b").setValue(2).setTimestamp(3).setStep(4).build()),
        List.of(Param.newBuilder().setKey("bp").setValue("v").build()),
        List.of(RunTag.newBuilder().setKey("bt").setValue("w").build()));
    List<Metric> history = client.getMetricHistory(id, "m");
    check(history.size() == 2 && history.stream().anyMatch(m -> m.getStep() == 7 && m.getTimestamp() == 1234567890123L), "history");
    Run run = client.getRun(id);
    check(run.getInfo().getRunName().equals("named") && run.getInfo().getStartTime() == 1, "run info");
    check(run.getData().getParamsCount() == 2 && run.getData().getMetricsCount() == 3, "run data");
    check(run.getData().getTagsList().stream().noneMatch(tag -> tag.getKey().equals("gone")), "deleted tag");
    check(run.getData().getMetricsList().stream().anyMatch(m -> m.getKey().equals("nan") && Double.isNaN(m.getValue())), "NaN");
    client.setTerminated(second);
    client.setTerminated(second, RunStatus.FAILED);
    client.setTerminated(second, RunStatus.KILLED, 99);
    check(client.getRun(second).getInfo().getEndTime() == 99, "end time");
    client.deleteRun(second);
    check(client.listRunInfos(experiment).size() == 1, "deleted run");
    client.restoreRun(second);
    check(client.searchRuns(List.of(experiment), "").size() == 2, "search");
    check(client.searchRuns(List.of(experiment), "metrics.b = 2", ViewType.ALL).get(0).getRunId().equals(id), "filter");
    RunsPage page = client.searchRuns(List.of(experiment), "", ViewType.ALL, 1);
    List<String> seen = new ArrayList<>();
    for (Page<Run> at = page; ; at = at.getNextPage()) {
      at.getItems().forEach(each -> seen.add(each.getInfo().getRunId()));
      if (!at.hasNextPage()) break;
    }
    check(seen.size() == 2 && seen.contains(id) && seen.contains(second), "pages of runs");
    page = client.searchRuns(List.of(experiment), "", ViewType.ALL, 1, List.of("attributes.start_time ASC"));
    String token = page.getNextPageToken().get();
    check(count(client.searchRuns(List.of(experiment), "", ViewType.ALL, 1, List.of("attributes.start_time ASC"), token)) == 1, "run token");
    try {
      client.getRun("no-such-run");
      check(false, "unknown run");
    } catch (MlflowHttpException expected) {
      check(expected.getStatusCode() == 404, "status of an unknown run");
    }
    check(client.sendGet("runs/get?run_id=" + id).contains(id), "sendGet");
    check(client.sendPost("runs/search", "{\"experiment_ids\":[\"" + experiment + "\"]}").contains(id), "sendPost");
    return id;
  }

  static void artifacts(MlflowClient client, String run) throws Exception {
    Path folder = Files.createTempDirectory("java-client");
    Path file = Files.writeString(folder.resolve("a.txt"), "hello");
    client.logArtifact(run, file.toFile());
    client.logArtifact(run, file.toFile(), "sub");
    client.logArtifacts(run, folder.toFile());
    client.logArtifacts(run, folder.toFile(), "all");
    check(client.listArtifacts(run).size() == 3, "artifacts");
    check(client.listArtifacts(run, "sub").get(0).getPath().equals("sub/a.txt"), "artifacts below a folder");
    check(Files.readString(client.downloadArtifacts(run, "sub/a.txt").toPath()).equals("hello"), "download");
    check(client.downloadArtifacts(run).isDirectory(), "download of all");
  }

  static void models(MlflowClient client, String run) {
    client.sendPost("registered-models/create", "{\"name\":\"java-model\"}");
    String source = client.getRun(run).getInfo().getArtifactUri() + "/all";
    String body = "{\"name\":\"java-model\",\"run_id\":\"" + run + "\",\"source\":\"" + source + "\"}";
    client.sendPost("model-versions/create", body);
    client.sendPost("model-versions/create", body);
    client.sendPatch("registered-models/update", "{\"name\":\"java-model\",\"description\":\"d\"}");
    client.sendPost("model-versions/transition-stage", "{\"name\":\"java-model\",\"version\":\"2\",\"stage\":\"Production\"}");
    check(client.getRegisteredModel("java-model").getDescription().equals("d"), "registered model");
    ModelVersion version = client.getModelVersion("java-model", "1");
    check(version.getRunId().equals(run), "model version");
    check(client.getLatestVersions("java-model").size() == 2, "latest versions");
    check(client.getLatestVersions("java-model", List.of("Production")).get(0).getVersion().equals("2"), "in a stage");
    check(client.getModelVersionDownloadUri("java-model", "1").equals(source), "download uri");
    check(client.downloadModelVersion("java-model", "1").isDirectory(), "download of a version");
    check(client.downloadLatestModelVersion("java-model", "Production").isDirectory(), "download of the latest");
    check(count(client.searchModelVersions()) == 2, "search versions");
    check(count(client.searchModelVersions("name = 'java-model'")) == 2, "filter versions");
    ModelVersionsPage page = client.searchModelVersions("name = 'java-model'", 1, List.of("version_number ASC"));
    check(page.hasNextPage() && count(page.getNextPage()) == 1, "pages of versions");
    check(count(client.searchModelVersions("name = 'java-model'", 1, List.of("version_number ASC"), page.getNextPageToken().get())) == 1, "version token");
  }

  static void context(MlflowClient client) throws Exception {
    MlflowContext mlflow = new MlflowContext(client);
    check(mlflow.getClient() == client, "client");
    mlflow.setExperimentName("java");
    mlflow.setExperimentId(mlflow.getExperimentId());
    ActiveRun run = mlflow.startRun("active");
    run.logParam("p", "1");
    run.logParams(Map.of("q", "2"));
    run.logMetric("m", 1);
    run.logMetric("m", 2, 1);
    run.logMetrics(Map.of("n", 1.0));
    run.logMetrics(Map.of("n", 2.0), 1);
    run.setTag("t", "1");
    run.setTags(Map.of("u", "2"));
    Path folder = Files.createTempDirectory("java-context");
    Path file = Files.writeString(folder.resolve("b.txt"), "b");
    run.logArtifact(file);
    run.logArtifact(file, "one");
    run.logArtifacts(folder);
    run.logArtifacts(folder, "many");
    check(run.getArtifactUri().contains(run.getId()), "artifact uri");
    ActiveRun child = mlflow.startRun("child", run.getId());
    child.endRun(RunStatus.FAILED);
    run.endRun();
    check(client.getRun(run.getId()).getInfo().getStatus() == RunStatus.FINISHED, "finished");
    check(client.getRun(run.getId()).getData().getParamsCount() == 2, "params of a context");
    mlflow.startRun().endRun();
    mlflow.withActiveRun(active -> active.setTag("a", "b"));
    mlflow.withActiveRun("with", active -> active.setTag("a", "b"));
  }

  static int count(Page<?> page) {
    int count = 0;
    for (Object each : page.getItems()) count++;
    return count;
  }

  static void check(boolean right, String what) {
    if (!right) throw new AssertionError(what);
  }
}
