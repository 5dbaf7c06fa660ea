/** The web page of a Git repository; undefined where its address is none of a web host. */
export function repositoryPage(address: string): string | undefined {
  const ssh = /^(?:ssh:\/\/)?git@([\w.-]+)[:/](.+)$/.exec(address);
  const text = ssh ? `https://${ssh[1]}/${ssh[2]}` : address;
  try {
    const url = new URL(text.replace(/^git\+/, '').split('#')[0] ?? '');
    if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
    // Addresses that clients log may hold a token.
    url.username = '';
    url.password = '';
    return url.href.replace(/\/$/, '').replace(/\.git$/, '');
  } catch {
    return undefined;
  }
}

/** The web page of a commit, as GitHub, GitLab, Gitea and Bitbucket have them. */
export function commitPage(repository: string, commit: string): string | undefined {
  const page = repositoryPage(repository);
  if (page === undefined || !/^[0-9a-f]{7,64}$/i.test(commit)) return undefined;
  const host = new URL(page).hostname;
  if (host.includes('bitbucket')) return `${page}/commits/${commit}`;
  return host.includes('gitlab') ? `${page}/-/commit/${commit}` : `${page}/commit/${commit}`;
}

/** The web address that a text is, and nothing that a link could run. */
export function webAddress(text: string): string | undefined {
  return /^https?:\/\//i.test(text) ? repositoryPage(text) : undefined;
}
