import { Module } from '@nestjs/common';
import { TracesModule } from '../traces/traces.module.ts';
import { LogSpansService } from './log-spans.service.ts';
import { OtlpController } from './otlp.controller.ts';
import { SpansRepository } from './spans.repository.ts';

@Module({
  imports: [TracesModule],
  controllers: [OtlpController],
  providers: [LogSpansService, SpansRepository],
})
export class OtlpModule {}
