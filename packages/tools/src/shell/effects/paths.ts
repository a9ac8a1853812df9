import type { Argument } from '../syntax/argument.ts';

const devices =
  /^\/dev\/(?:(?:sd|hd|vd|xvd)[a-z]|nvme\d|mmcblk|disk|loop|md\d|dm-|mapper\/|zd\d|sr\d|fd\d$|rdisk|mem$|kmem$|port$|nbd|ram\d|zvol)/;
const harmless = /^(?:\/dev\/(?:null|stdout|stderr|stdin|tty|fd\/\d+|zero|full|ptmx|pts\/\d+)|-)$/;
const systemFolders =
  /^\/(?:bin|boot|dev|etc|home|lib|lib32|lib64|opt|proc|root|run|sbin|srv|sys|usr|var|Applications|Library|System|Users)?\/*(?:\*|\.)?$|^\/(?:bin|boot|etc|lib|lib32|lib64|proc|sbin|sys|usr|System)(?:\/|$)|^\/var\/(?:lib|log|run|spool|cache)?\/*\*?$/;
const vital =
  /^\/etc\/(?:passwd|shadow|group|gshadow|sudoers|crypttab|pam\.d|sudoers\.d|ssh|ld\.so\.(?:preload|conf)|inittab)(?:\/|$)|^\/boot\/|(?:^|\/)\.ssh\/(?:authorized_keys|id_\w+|config)$/;
const settings =
  /^\/(?:etc|proc|sys|usr\/s?bin|s?bin|usr\/lib(?:64)?|lib(?:64)?)\/|^(?:~|\$HOME|\/root|\/home\/[^/]+)\/\.(?:bashrc|profile|bash_profile|zshrc|zprofile|zshenv|gitconfig|config\/)/;
const secrets =
  /(?:^|\/)(?:\.(?:ssh|aws|gnupg|kube|docker)\/?|\.aws\/credentials|\.ssh\/(?:id_\w+|.*\.pem|authorized_keys)|\.netrc|\.pgpass|\.my\.cnf|\.kube\/config|\.docker\/config\.json|\.git-credentials|\.npmrc|\.pypirc|\.config\/gcloud\/.*|\.azure\/.*|\.gnupg(?:\/.*)?|\.env(?:\.\w+)?|shadow|gshadow|krb5\.keytab|[\w.-]*\.keytab|credentials(?:\.json|\.csv|\.ini)?|secrets?(?:\.ya?ml|\.json|\.env)?|[\w.-]*\.(?:pem|p12|pfx|jks|key)|id_rsa|id_ed25519|id_ecdsa|[\w-]*service[_-]account[\w-]*\.json|\.vault-token|\.bash_history|\.zsh_history)$/;
const schedules = /^\/etc\/(?:cron|anacrontab)|^\/var\/spool\/cron/;

export function isDevice(path: string): boolean {
  return devices.test(tidy(path));
}

/** Writing there changes no file. */
export function isHarmless(path: string): boolean {
  return harmless.test(path);
}

/** Root, a home folder or a folder of the system: bulk work there reaches far more than one place. */
export function isBroad({ text }: Pick<Argument, 'text'>): boolean {
  const path = tidy(text);
  return (
    systemFolders.test(path) ||
    /^(?:~[\w-]*|\$HOME|\$\{HOME\})\/*\*?$/.test(path) ||
    /^(?:\.|\.\.|\*|\.\/\*|\.\*)\/*$/.test(path) ||
    /^(?:\.\.\/)+\*?$/.test(path) ||
    // Everything is deleted when the variable is empty.
    /^\$(?:\w+|\{\w+\})\/(?:\*|\.)?$/.test(path)
  );
}

/** A file that decides who may sign in, what starts, or what programs are. */
export function isVital(path: string): boolean {
  return vital.test(tidy(path));
}

/** A file with settings of the system or of a shell. */
export function isSetting(path: string): boolean {
  return settings.test(tidy(path));
}

export function isSchedule(path: string): boolean {
  return schedules.test(tidy(path));
}

/** By its name, a file that holds keys or passwords. */
export function isSecret(path: string): boolean {
  return secrets.test(path);
}

/** `//etc/../etc/passwd` is `/etc/passwd`. */
export function tidy(path: string): string {
  if (path.length > 4096) return path;
  const absolute = path.startsWith('/');
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '..' || !absolute) parts.push(part);
  }
  const end = path.endsWith('/') && parts.length > 0 ? '/' : '';
  return `${absolute ? '/' : ''}${parts.join('/')}${end}` || (absolute ? '/' : '.');
}
