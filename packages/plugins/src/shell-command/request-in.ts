import type { Situation } from '@datasherpa/agent/plugin';

const goesOn =
  /^(?:(?:ok(?:ay)?|sorry|no|hm+)[,.]?\s+)*(?:and|also|only|just|but|now|then|first|same|the same|for|on|in|with|without|instead|make (?:it|that|this)|what about|how about|und|nur|jetzt|et|y)\b/i;
/** A request with a place or a file of its own stands by itself. */
const ownPlace = /(?:^|\s)[~.]?\/[\w.-]+|\b\w+\.(?:log|csv|json|tsv|gz|txt|sql)\b/;
const span = /\b\d+\s*(?:seconds?|minutes?|mins?|hours?|days?|weeks?|months?)\b/i;
const size = /\b\d+\s*(?:[kmgt]i?b|bytes?)\b/i;
const place = /(?:^|(?<=\s))[~.]?\/[\w./-]+/;
const below = /\bonly (?:below|under|in|inside) (?:the )?(?:folder|directory|dir) ([\w.-]+)/i;
const system =
  /\b(?:for|on|in|with)\s+(?:a |my )?(powershell|windows|mac(?:os)?|linux|bsd|zsh|bash|busybox|alpine)\b/i;
const onlyLists = /\b(?:only|just|first)\b.{0,20}\b(?:list|show|print|count)\b/i;
const deed = /\b(?:delete|remove|clean(?: up)?|move|compress|gzip|archive|copy|rename|truncate)\b/i;
const lines =
  /\b(?:(?:all )?(?:of )?(?:those|these|the same|such) (?:lines|entries|messages|errors|warnings)\b|(?:them|those|these|the same)\b(?! (?:but|for|on|in|without|thing|[a-z]+s)\b))/i;

/**
 * The request for a command from the words of a conversation: a message that goes on from the last command changes its time, size,
 * place or system, and "those lines" are the lines that were searched for.
 */
export function requestIn(text: string, { earlier, mentioned }: Situation): { request: string } {
  const [searched] = mentioned;
  if (searched !== undefined && lines.test(text))
    return { request: text.replace(lines, `the lines with "${searched.replaceAll('"', '')}"`) };
  const before = typeof earlier?.input['request'] === 'string' ? earlier.input['request'] : null;
  if (before === null || text.length > 200 || ownPlace.test(text) || !goesOn.test(text))
    return { request: text };
  return { request: changed(before, text) };
}

function changed(before: string, text: string): string {
  let whole = before;
  let known = false;
  for (const part of [span, size, place]) {
    const said = part.exec(text)?.[0];
    if (said === undefined || !part.test(whole)) continue;
    whole = whole.replace(part, said);
    known = true;
  }
  const folder = below.exec(text)?.[1];
  if (folder !== undefined && place.test(whole)) {
    whole = whole.replace(place, (path) => `${path.replace(/\/$/, '')}/${folder}`);
    known = true;
  }
  if (onlyLists.test(text) && deed.test(whole)) {
    whole = whole.replace(deed, 'list');
    known = true;
  }
  if (/^make (?:it|that|this) safer?\b/i.test(text)) known = true;
  const on = system.exec(text)?.[1];
  if (on !== undefined) return `${whole} on ${on}`;
  return known ? whole : `${whole} ${text.replace(/^(?:and|also|but|now|then)\s+/i, '')}`;
}
