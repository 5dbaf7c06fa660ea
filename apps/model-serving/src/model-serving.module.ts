import { type DynamicModule, Module } from '@nestjs/common';
import type { ArtifactSettings } from '@millrace/artifact-stores/settings/artifact-settings';
import { artifactStoreCheck } from '@millrace/artifact-stores/store/readiness';
import { Readiness } from '@millrace/service-kit/health/readiness';
import { ClusterTidy } from './cluster/cluster-tidy.ts';
import { Clusters } from './cluster/clusters.ts';
import { DeploymentsController } from './deployments/deployments.controller.ts';
import { DeploymentsRepository } from './deployments/deployments.repository.ts';
import { DeploymentsService } from './deployments/deployments.service.ts';
import { VersionsRepository } from './deployments/versions.repository.ts';
import { LocalModels, SERVING_ARTIFACTS } from './models/local-models.ts';
import { ModelFollower } from './models/model-follower.ts';
import { ModelResolver } from './models/model-resolver.ts';
import { RegistryEventsController } from './models/registry-events.controller.ts';
import { DeploymentLogs } from './rollouts/deployment-logs.ts';
import { LoadsRepository } from './rollouts/loads.repository.ts';
import { ModelEnvironments } from './rollouts/model-environments.ts';
import { Reconciler } from './rollouts/reconciler.ts';
import { Replicas } from './rollouts/replicas.ts';
import { RolloutsService } from './rollouts/rollouts.service.ts';
import { VersionLoader, OPEN_SCORER } from './rollouts/version-loader.ts';
import { VersionLoads } from './rollouts/version-loads.ts';
import { ScoringRoutesModule } from './routes/scoring-routes.module.ts';
import type { OpenScorer } from './scorers/scorer.ts';
import { SERVING_SETTINGS, type ServingSettings } from './settings/serving-settings.ts';
import { TrafficController } from './traffic/traffic.controller.ts';
import { TrafficService } from './traffic/traffic.service.ts';

/** What scores is loaded with the first model. */
const openScorer: OpenScorer = async (model, options) =>
  (await import('./scorers/open-scorer.ts')).openScorer(model, options);

/** Deployments of models. Needs DatabaseModule and MessagingModule, and artifact settings that lead to the artifacts of the registry. */
@Module({
  imports: [ScoringRoutesModule],
  controllers: [DeploymentsController, TrafficController, RegistryEventsController],
  providers: [
    DeploymentsService,
    DeploymentsRepository,
    VersionsRepository,
    TrafficService,
    ModelResolver,
    ModelFollower,
    LocalModels,
    ModelEnvironments,
    Clusters,
    ClusterTidy,
    Replicas,
    DeploymentLogs,
    LoadsRepository,
    RolloutsService,
    VersionLoader,
    VersionLoads,
    Reconciler,
  ],
})
export class ModelServingModule {
  constructor(models: LocalModels, readiness: Readiness) {
    readiness.add(artifactStoreCheck(() => models.check()));
  }

  /** `open` is given by tests alone. */
  static forRoot(settings: ServingSettings & ArtifactSettings, open = openScorer): DynamicModule {
    return {
      module: ModelServingModule,
      providers: [
        { provide: SERVING_SETTINGS, useValue: settings },
        { provide: SERVING_ARTIFACTS, useValue: settings },
        { provide: OPEN_SCORER, useValue: open },
      ],
    };
  }
}
