import 'reflect-metadata';
import { startService } from '@millrace/service-kit/start-service';
import { GatewaySettings, upstreamUrls } from './gateway-settings.ts';

await startService({
  name: 'gateway',
  settings: GatewaySettings,
  modules: async (settings) => {
    const { GatewayModule } = await import('./gateway.module.ts');
    const { builtWebFolder } = await import('@millrace/service-kit/web/built-web-folder');
    const { WebModule } = await import('@millrace/service-kit/web/web.module');
    return [
      GatewayModule.forRoot(upstreamUrls(settings)),
      WebModule.forRoot(settings.WEB_ROOT ?? builtWebFolder(import.meta.url)),
    ];
  },
});
