import { Component, type ReactNode } from 'react';
import { messageOf } from '../api/api-error.ts';
import type { ArtifactPlace } from '../api/artifacts.ts';
import { NoPreview } from './no-preview.tsx';

interface Props {
  readonly place: ArtifactPlace;
  readonly path: string;
  readonly children: ReactNode;
}

/** A file that breaks its preview breaks nothing else. */
export class PreviewBoundary extends Component<Props, { readonly error?: unknown }> {
  override state: { readonly error?: unknown } = {};

  static getDerivedStateFromError(error: unknown): { readonly error: unknown } {
    return { error };
  }

  override render(): ReactNode {
    if (this.state.error === undefined) return this.props.children;
    return (
      <NoPreview place={this.props.place} path={this.props.path} title="The file could not be shown">
        {messageOf(this.state.error)}
      </NoPreview>
    );
  }
}
