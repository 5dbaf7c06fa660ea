import './design/tokens.css';
import './design/base.css';
import { CSPProvider } from '@base-ui/react/csp-provider';
import { Tooltip } from '@base-ui/react/tooltip';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router/dom';
import { queryClient } from './api/query-client.ts';
import { router } from './app/routes.tsx';
import { Toasts } from './components/toast.tsx';
import { adoptFirstAnswers } from './start/adopt-first-answers.ts';

adoptFirstAnswers();
const root = document.querySelector('#root');
if (root)
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        {/* Style elements would break the content security policy. */}
        <CSPProvider disableStyleElements>
          <Tooltip.Provider delay={450}>
            <Toasts>
              <RouterProvider router={router} />
            </Toasts>
          </Tooltip.Provider>
        </CSPProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
