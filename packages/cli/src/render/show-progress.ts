/** One line on stderr that is rewritten, only where a person sees it. */
export function showProgress(): { note(text: string): void; end(): void } {
  const { stderr } = process;
  if (!stderr.isTTY) return { note: () => {}, end: () => {} };
  return {
    note: (text) => stderr.write(`\r\u001b[2K${text}`),
    end: () => stderr.write('\r\u001b[2K'),
  };
}
