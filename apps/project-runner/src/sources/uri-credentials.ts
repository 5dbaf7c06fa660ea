import { Inject, Injectable } from '@nestjs/common';
import { Secrets, SecretsError } from '@millrace/service-kit/secrets/secrets';
import { ProjectError } from '../mlproject/project-error.ts';
import { RUNNER_SETTINGS, type RunnerSettings } from '../settings/runner-settings.ts';

const URL_WITH_USER = /^(https?:\/\/)([^/?#]*)@/i;

/** The credentials in the URIs of projects: encrypted wherever a URI is stored, where there is a key. */
@Injectable()
export class UriCredentials {
  private readonly secrets: Secrets;

  constructor(
    @Inject(RUNNER_SETTINGS) { MILLRACE_SECRETS_KEY: keys }: Pick<RunnerSettings, 'MILLRACE_SECRETS_KEY'>,
  ) {
    this.secrets = new Secrets(keys, 'MILLRACE_SECRETS_KEY');
  }

  get areEncrypted(): boolean {
    return this.secrets.hasKey;
  }

  /** What is submitted, as it is to be stored. */
  seal<Request extends { readonly uri: string }>(request: Request): Request {
    const uri = request.uri.replace(
      URL_WITH_USER,
      (_, scheme: string, user: string) => `${scheme}${this.secrets.seal(user)}@`,
    );
    return { ...request, uri };
  }

  /** A stored URI as it was given. Throws ProjectError when its credentials were encrypted with another key. */
  open(stored: string): string {
    try {
      return stored.replace(
        URL_WITH_USER,
        (_, scheme: string, user: string) => `${scheme}${this.secrets.open(user)}@`,
      );
    } catch (error) {
      if (!(error instanceof SecretsError)) throw error;
      throw new ProjectError(`The credentials in the uri of the project cannot be read. ${error.message}`);
    }
  }
}

export function hasCredentials(uri: string): boolean {
  return URL_WITH_USER.test(uri);
}
