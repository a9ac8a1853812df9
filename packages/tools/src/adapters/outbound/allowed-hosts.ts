/**
 * Decides about the host of an address: `logs.example.com` (at the standard port), `logs.example.com:18080`, `*.example.com` for all
 * hosts below it.
 */
export function allowsHost(allowed: readonly string[], url: URL): boolean {
  const host = url.hostname.toLowerCase().replace(/\.$/, '');
  return allowed.some((entry) => {
    const [, name = '', port = ''] = /^(.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
    if (url.port !== port) return false;
    return name.startsWith('*.') ? host.endsWith(name.slice(1)) : host === name;
  });
}
