/** Commands that destroy, each in the words of a program of its own. */
export const destructiveCommands: readonly string[] = [
  'rm -rf /srv/data',
  'rm -r --force ./build',
  'find /srv -type f -delete',
  'dd if=/dev/zero of=/dev/sdb bs=1M',
  'mkfs.xfs /dev/sdc1',
  'shred -u key.txt',
  'chmod -R 777 /etc',
  'kill -9 -1',
  'killall -9 python',
  'shutdown -h now',
  'truncate -s 0 orders.csv',
  'git push --force origin main',
  'git reset --hard HEAD~2',
  'git clean -fdx',
  'hdfs dfs -rm -r -skipTrash /lake/orders',
  'aws s3 rm s3://lake/raw --recursive',
  'aws s3 rb s3://lake --force',
  'gsutil -m rm -r gs://lake/raw',
  'kubectl delete namespace etl',
  'helm uninstall etl -n prod',
  'terraform destroy -auto-approve',
  'kafka-topics --bootstrap-server b:9092 --delete --topic orders',
  'airflow db reset --yes',
  'dbt run --full-refresh',
  "psql -c 'DROP TABLE orders'",
  "mysql -e 'DELETE FROM orders'",
  "sqlite3 etl.db 'DELETE FROM runs'",
  'docker system prune -af --volumes',
  'iptables -F',
  'rsync -a --delete empty/ target/',
  'userdel -r etl',
  'redis-cli FLUSHALL',
];

/** Numbers that look random and are the same each time (xorshift). */
export function createDice(seed: number): (sides: number) => number {
  let state = seed | 1;
  return (sides) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % sides;
  };
}

type Dice = (sides: number) => number;
type Disguise = (command: string, dice: Dice) => string;

const single = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
/** `$( (…) )`: without the blank it would be arithmetic. */
const inside = (command: string): string => (command.startsWith('(') ? ` ${command}` : command);
const name = (dice: Dice): string => `v${dice(1000)}`;

/** The program's name is the first word; the rest stays. */
function onName(change: (word: string, dice: Dice) => string): Disguise {
  return (command, dice) => {
    const match = /^[\w./-]+/.exec(command);
    return match ? change(match[0], dice) + command.slice(match[0].length) : command;
  };
}

function base64(text: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const bits = Array.from(text, (character) =>
    character.charCodeAt(0).toString(2).padStart(8, '0'),
  ).join('');
  let encoded = '';
  for (let at = 0; at < bits.length; at += 6)
    encoded += alphabet[Number.parseInt(bits.slice(at, at + 6).padEnd(6, '0'), 2)];
  return encoded + '='.repeat((4 - (encoded.length % 4)) % 4);
}

const codeOf = (character: string, radix: number): string =>
  character.charCodeAt(0).toString(radix);

/** Ways to hide a command that leave it the same command. Only one-line texts in ASCII go in. */
export const disguises: readonly Disguise[] = [
  // Inside the name.
  onName((word, dice) => {
    const at = 1 + dice(Math.max(1, word.length - 1));
    return `${word.slice(0, at)}${["''", '""', '\\\n', '$@'][dice(3)]}${word.slice(at)}`;
  }),
  onName((word) => `\\${word}`),
  onName((word) => Array.from(word, (letter) => `\\${letter}`).join('')),
  onName((word) => `"${word}"`),
  onName((word) => `$'${Array.from(word, (letter) => `\\x${codeOf(letter, 16)}`).join('')}'`),
  onName(
    (word) =>
      `$'${Array.from(word, (letter) => `\\${codeOf(letter, 8).padStart(3, '0')}`).join('')}'`,
  ),
  onName((word) => (word.includes('/') ? word : `/usr/bin/${word}`)),
  onName((word) => (word.includes('/') || word.length < 2 ? word : `/bin/${word.slice(0, -1)}?`)),
  // `{git,push}`: one written word that becomes several.
  (command) => command.replace(/^([\w./-]+) ([\w./-]+)(?= )/, '{$1,$2}'),
  onName((word) => `$(echo ${word})`),
  onName((word) => `$(printf '%s' ${word})`),
  onName((word) => `\`echo ${word}\``),
  onName((word) => `$(echo ${Array.from(word).reverse().join('')} | rev)`),
  onName((word) => `$(echo ${base64(word)} | base64 -d)`),
  // Before the command.
  (command, dice) =>
    `${['sudo', 'sudo -u etl', 'env A=1', 'nice -n 5', 'nohup', 'timeout 5', 'timeout -k 1 5s', 'setsid', 'stdbuf -oL', 'command', 'exec', 'time', 'ionice -c 3', 'flock /tmp/l', 'chroot /mnt', 'doas', 'unbuffer', 'busybox'][dice(18)]} ${command}`,
  (command, dice) => {
    const [variable] = [name(dice)];
    const match = /^[\w./-]+/.exec(command);
    return match
      ? `${variable}=${match[0]}; $${variable}${command.slice(match[0].length)}`
      : command;
  },
  (command, dice) => {
    const match = /^[\w.-]+/.exec(command);
    if (!match || match[0].length < 2) return command;
    const [one, other] = [name(dice), `w${dice(1000)}`];
    return `${one}=${match[0].slice(0, 1)} ${other}=${match[0].slice(1)}; $${one}$${other}${command.slice(match[0].length)}`;
  },
  (command, dice) => {
    const variable = name(dice);
    return `${variable}=${single(command)}; eval "$${variable}"`;
  },
  // Strings that become code.
  (command) => `sh -c ${single(command)}`,
  (command) => `bash -ec ${single(command)}`,
  (command) => `eval ${single(command)}`,
  (command) => `trap ${single(command)} EXIT`,
  (command) => `ssh host ${single(command)}`,
  (command) => `su - etl -c ${single(command)}`,
  (command) => `bash <<'EOF'\n${command}\nEOF\n`,
  (command) => `bash <<< ${single(command)}`,
  (command) => `echo ${single(command)} | sh`,
  (command) => `printf '%s\\n' ${single(command)} | bash -s`,
  (command) => `echo ${base64(command)} | base64 -d | sh`,
  (command) =>
    `echo ${Array.from(command, (letter) => codeOf(letter, 16).padStart(2, '0')).join('')} | xxd -r -p | bash`,
  (command) =>
    `printf '${Array.from(command, (letter) => `\\${codeOf(letter, 8).padStart(3, '0')}`).join('')}' | sh`,
  (command) => `echo ${single(Array.from(command).reverse().join(''))} | rev | sh`,
  (command) => `source <(echo ${single(command)})`,
  (command) => `bash <(printf '%s' ${single(command)})`,
  (command) => `kubectl exec pod-0 -- sh -c ${single(command)}`,
  (command) => `docker exec box sh -c ${single(command)}`,
  (command) => `xargs -I{} sh -c ${single(command)} < list.txt`,
  (command) => `find . -maxdepth 0 -exec sh -c ${single(command)} \\;`,
  (command) => `parallel ${single(command)} ::: 1`,
  (command) => `watch -n 5 ${single(command)}`,
  (command) => `awk ${single(`BEGIN{system("${command.replace(/["\\]/g, String.raw`\$&`)}")}`)}`,
  (command) =>
    `python3 -c ${single(`import os; os.system("${command.replace(/["\\]/g, String.raw`\$&`)}")`)}`,
  (command) => `perl -e ${single(`system("${command.replace(/["\\$@]/g, String.raw`\$&`)}")`)}`,
  (command) => `git -c alias.x=${single(`!${command}`)} x`,
  (command) => `tar xf a.tar --to-command=${single(command)}`,
  (command) => `env -S ${single(command)}`,
  (command) => `env A=1 sh -c ${single(command)}`,
  (command) => `busybox sh -c ${single(command)}`,
  (command) => `dash -c ${single(command)}`,
  (command) => `zsh -c ${single(command)}`,
  (command) => `script -qc ${single(command)} /dev/null`,
  (command) => `printf 'all:\\n\\t%s\\n' ${single(command)} | make -f -`,
  (command) => `make -f - <<'EOF'\nall:\n\t${command}\nEOF\n`,
  (command) =>
    `awk ${single(`BEGIN{print "${command.replace(/["\\]/g, String.raw`\$&`)}" | "sh"}`)}`,
  (command) => `sed ${single(`1e ${command}`)} a.txt`,
  (command) => `ruby -e ${single(`system("${command.replace(/["\\#]/g, String.raw`\$&`)}")`)}`,
  (command) => `node -e ${single(`require("child_process").execSync(${JSON.stringify(command)})`)}`,
  (command) => `php -r ${single(`system("${command.replace(/["\\$]/g, String.raw`\$&`)}");`)}`,
  (command) =>
    `python3 -c ${single(`import subprocess; subprocess.run("${command.replace(/["\\]/g, String.raw`\$&`)}", shell=True)`)}`,
  (command) => `echo ${base64(command)} | openssl base64 -d | sh`,
  (command) =>
    `echo ${single(command.replaceAll(/[a-z]/gi, (letter) => String.fromCharCode((letter <= 'Z' ? 65 : 97) + ((letter.charCodeAt(0) - (letter <= 'Z' ? 65 : 97) + 13) % 26))))} | tr 'A-Za-z' 'N-ZA-Mn-za-m' | sh`,
  (command) =>
    `printf '%b' ${single(Array.from(command, (letter) => `\\x${codeOf(letter, 16).padStart(2, '0')}`).join(''))} | sh`,
  (command) => `eval "$(printf '%s' ${single(command)})"`,
  (command) => `eval "$(echo ${base64(command)} | base64 --decode)"`,
  (command) => `sh -c "$(echo ${base64(command)} | base64 -d)"`,
  (command) => `echo ${single(command)} > /tmp/x.sh; sh /tmp/x.sh`,
  (command) => `vim -es -c ${single(`!${command}`)} -c q`,
  (command) => `echo ${single(command)} | at now`,
  (command) => `nsenter -t 1 -m sh -c ${single(command)}`,
  (command) => `xargs -0 -n1 sh -c < <(printf '%s\\0' ${single(command)})`,
  (command) => `echo ${single(command)} | xargs -I% sh -c '%'`,
  (command) => `git config alias.y ${single(`!${command}`)} && git y`,
  (command) => `git bisect run sh -c ${single(command)}`,
  (command) => `alias zz=${single(command)}\nzz`,
  (command) => `sqlite3 a.db ${single(`.shell ${command}`)}`,
  // Blanks of another kind, letters by place, a list that is run.
  (command) => command.replace(/^([\w.-]+) (?=[\w-])/, '$1${IFS}'),
  (command) =>
    command.replace(/^([\w./-]+) /, "$1$'\\x20'").includes("$'")
      ? `eval ${command.replace(/^([\w./-]+) /, "$1$'\\x20'")}`
      : command,
  (command) => {
    const match = /^[\w.-]+/.exec(command);
    return match
      ? `z=xx${match[0]}yy; \${z:2:${match[0].length}}${command.slice(match[0].length)}`
      : command;
  },
  (command) => {
    const match = /^[\w.-]+/.exec(command);
    return match ? `z=${match[0]}_; \${z%_}${command.slice(match[0].length)}` : command;
  },
  (command) => (/^[\w./-]+(?: [\w./=-]+)+$/.test(command) ? `a=(${command}); "\${a[@]}"` : command),
  (command) => (/^[\w./-]+(?: [\w./=-]+)+$/.test(command) ? `set -- ${command}; "$@"` : command),
  // Around the command.
  (command) => `true && ${command}`,
  (command) => `false || ${command}`,
  (command) => `ls; ${command}`,
  (command) => `ls\n${command}`,
  (command) => `( ${command} )`,
  (command) => `{ ${command}; }`,
  (command) => `if true; then ${command}; fi`,
  (command) => `while true; do ${command}; done`,
  (command) => `for i in 1 2; do ${command}; done`,
  (command) => `case x in *) ${command};; esac`,
  (command) => `echo $(${inside(command)})`,
  (command) => `echo "$(${inside(command)})"`,
  (command) => `[ -z "$(${inside(command)})" ]`,
  (command) => `cat <(${inside(command)})`,
  (command) => `ls | ${command}`,
  (command) => `${command} > /dev/null 2>&1 &`,
  (command, dice) =>
    `f${dice(100)}() { ${command}; }; f0 2>/dev/null; f1`.replace(
      /^f(\d+)(.*); f0 2.*$/s,
      'f$1$2; f$1',
    ),
  (command) => `! ${command}`,
  (command) => `echo $((1 + $(${inside(command)})))`,
  (command) => `x=$(${inside(command)})`,
  (command) => `x=\${y:-$(${inside(command)})}`,
  (command) => `cat <<EOF\n$(${inside(command)})\nEOF\n`,
  (command) => `coproc ${command}`,
  (command) => `# a comment\n${command}`,
];

/** A destructive command behind up to `depth` disguises. */
export function disguise(dice: Dice, depth: number): string {
  let command = destructiveCommands[dice(destructiveCommands.length)]!;
  for (let round = 1 + dice(depth); round > 0; round--) {
    const next = disguises[dice(disguises.length)]!(command, dice);
    if (next.length > 4000) break;
    command = next;
  }
  return command;
}
