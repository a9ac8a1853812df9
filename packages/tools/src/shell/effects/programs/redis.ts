import type { Rules } from '../call.ts';
import { derived } from '../flow.ts';

/** Commands of Redis, as words or through the input. */
export const redisRules: Rules = {
  'redis-cli': (call) => {
    const words = call.invocation.operands.map(({ text }) => text.toUpperCase());
    const commands =
      words.length > 0
        ? [words]
        : (call.stdin.text ?? '').split('\n').map((line) => line.trim().toUpperCase().split(/\s+/));
    for (const { option, argument } of call.invocation.options) {
      if (!option) call.report('unknown-option', argument);
      else
        for (const mark of [
          'credential-use',
          'dynamic-command',
          'database-write',
          'create-file',
        ] as const)
          if (option.marks.includes(mark)) call.report(mark, argument);
    }
    let told = call.invocation.options.some(({ option }) => option?.marks.includes('read-only'));
    for (const [command = '', second = ''] of commands) {
      if (command === '') continue;
      told = true;
      if (
        /^(?:FLUSHALL|FLUSHDB|SWAPDB)$/.test(command) ||
        (command === 'SCRIPT' && second === 'FLUSH') ||
        (command === 'CLUSTER' && second === 'RESET')
      )
        call.report('database-destroy', call.span);
      else if (command === 'SHUTDOWN') call.report('system-shutdown', call.span);
      else if (/^(?:DEL|UNLINK|XTRIM|LTRIM)$/.test(command))
        call.report(call.open ? 'database-destroy' : 'database-write', call.span);
      else if (
        /^(?:GET|MGET|KEYS|SCAN|TTL|PTTL|TYPE|EXISTS|INFO|PING|DBSIZE|LLEN|LRANGE|HGET|HGETALL|HKEYS|HLEN|HMGET|HSCAN|SMEMBERS|SCARD|SISMEMBER|SSCAN|ZRANGE|ZCARD|ZSCORE|ZSCAN|ZCOUNT|ZRANGEBYSCORE|STRLEN|OBJECT|MEMORY|SLOWLOG|TIME|LASTSAVE|ROLE|COMMAND|ECHO|XLEN|XRANGE|XINFO|XREAD|PUBSUB|MONITOR|GETRANGE|BITCOUNT|RANDOMKEY|HELP|SELECT|SUBSCRIBE)$/.test(
          command,
        ) ||
        (command === 'CONFIG' && second === 'GET') ||
        (command === 'CLIENT' && /^(?:LIST|INFO|GETNAME|ID)$/.test(second)) ||
        (command === 'CLUSTER' && /^(?:INFO|NODES|SLOTS|SHARDS|MYID)$/.test(second))
      )
        call.report('read-only', call.span);
      else call.report('database-write', call.span);
    }
    if (told) call.report('read-only', call.span);
    else call.report(call.stdin.origin === 'none' ? 'interactive' : 'database-write', call.span);
    return derived(call.stdin, []);
  },
};
