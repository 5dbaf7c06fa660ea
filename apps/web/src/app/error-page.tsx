import type { ReactNode } from 'react';
import { isRouteErrorResponse, useRouteError } from 'react-router';
import { ButtonLink } from '../components/button.tsx';
import { EmptyState, ErrorState } from '../components/states.tsx';

/** What stands where a page broke: a part of the interface that could not be loaded, or a fault of ours. */
export function ErrorPage(): ReactNode {
  const error = useRouteError();
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFoundPage />;
  const isChunk =
    error instanceof TypeError && /dynamically imported module|module script/i.test(error.message);
  const told = isChunk
    ? new Error(
        'A part of the interface could not be loaded: the server is gone, or was updated. Load the page again.',
      )
    : error;
  return <ErrorState isPage error={told} onRetry={() => location.reload()} />;
}

export function NotFoundPage(): ReactNode {
  return (
    <EmptyState
      isPage
      title="There is no such page"
      actions={<ButtonLink to="/experiments">All experiments</ButtonLink>}
    >
      The address may be mistyped, or belongs to a part of MLflow that is not here.
    </EmptyState>
  );
}
