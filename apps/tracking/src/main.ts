import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { DatabaseModule } from '@millrace/database/database.module';
import { HttpSettings } from '@millrace/service-kit/config/http-settings';
import { readSettings } from '@millrace/service-kit/config/settings';
import { createApp } from '@millrace/service-kit/http/create-app';
import { TrackingModule } from './tracking.module.ts';

@Module({})
class Root {}

const settings = readSettings(HttpSettings);
const app = await createApp(
  { module: Root, imports: [DatabaseModule.forRoot(process.env['DATABASE_URL'] ?? ''), TrackingModule] },
  settings,
);
await app.listen(settings.PORT, settings.HOST);
