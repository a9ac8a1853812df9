import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { ErrorBoundary } from './error-boundary.tsx';

test('shows its children, and after a fault what can be done', () => {
  const boundary = new ErrorBoundary({ children: 'all is well' });
  expect(renderToStaticMarkup(<>{boundary.render()}</>)).toBe('all is well');
  boundary.state = ErrorBoundary.getDerivedStateFromError();
  const html = renderToStaticMarkup(<>{boundary.render()}</>);
  expect(html).toContain('role="alert"');
  expect(html).toContain('Load again');
  expect(html).not.toContain('all is well');
});
