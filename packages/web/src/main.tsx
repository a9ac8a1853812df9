import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { ErrorBoundary } from './components/ui/error-boundary.tsx';
import { applyTheme, storedTheme } from './app/theme.ts';
import { Gate } from './features/access/gate.tsx';
import './index.css';

const root = document.querySelector('#root');
if (!root) throw new Error('The page has no root element.');
applyTheme(storedTheme());
createRoot(root).render(
  <StrictMode>
    <ErrorBoundary>
      <Gate>
        <App />
      </Gate>
    </ErrorBoundary>
  </StrictMode>,
);
