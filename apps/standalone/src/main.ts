import 'reflect-metadata';
import { startService } from '@millrace/service-kit/start-service';
import { readCommandLine, USAGE } from './settings/command-line.ts';
import { StandaloneSettings } from './settings/standalone-settings.ts';
import { standalone } from './standalone.ts';

let environment: NodeJS.ProcessEnv | 'help';
try {
  environment = readCommandLine(process.argv.slice(2), process.env);
} catch (error) {
  process.stderr.write(`Millrace cannot start. ${(error as Error).message}\n`);
  process.exit(1);
}
if (environment === 'help') process.stdout.write(USAGE);
else await startService({ name: 'Millrace', settings: StandaloneSettings, environment, ...standalone() });
