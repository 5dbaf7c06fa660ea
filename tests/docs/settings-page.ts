import { GatewaySettings } from '@millrace/gateway-app/gateway-settings';
import { describeSettings } from '@millrace/service-kit/config/describe-settings';
import { StandaloneSettings } from '@millrace/standalone-app/settings/standalone-settings';

type Schema = Parameters<typeof describeSettings>[0];

/** The text of docs/settings.md, made from the schemas that the services read their environment by. */
export function settingsPage(): string {
  return `# Settings

Everything is set by environment variables; a wrong value stops the start with a sentence that names the variable. This page
is written from the schemas that check them (\`npm run docs:settings\`).

## npm start, tracking, artifact, registry, model serving and project runner

\`npm start\` takes all of these. A service by itself takes those that concern it: tracking and registry need \`DATABASE_URL\`,
artifact needs \`MILLRACE_ARTIFACT_ROOT\`, model serving and project runner need both, and where no \`REDIS_URL\` is given messages go through the database.

${table(StandaloneSettings)}

## gateway

It takes the settings of the HTTP side from above, and these:

${table(GatewaySettings, new Set(Object.keys(StandaloneSettings.shape)))}
`;
}

function table(schema: Schema, without: ReadonlySet<string> = new Set()): string {
  const settings = describeSettings(schema).filter(({ name }) => !without.has(name));
  const rows = settings.map((setting) => {
    const value = setting.default === undefined || setting.default === '' ? '' : `\`${setting.default}\``;
    return `| \`${setting.name}\` | ${value} | ${setting.meaning.replaceAll('|', '\\|')} |`;
  });
  return ['| variable | default | meaning |', '| --- | --- | --- |', ...rows].join('\n');
}
