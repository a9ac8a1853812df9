import { ShieldAlert, ShieldCheck, TriangleAlert } from 'lucide-react';
import type { RiskLevel } from './command.ts';

const looks = {
  safe: { icon: ShieldCheck, words: 'Only reads', colours: 'bg-accent-soft text-accent' },
  caution: { icon: TriangleAlert, words: 'Changes something', colours: 'bg-warn-soft text-warn' },
  destructive: {
    icon: ShieldAlert,
    words: 'Can destroy data',
    colours: 'bg-danger-soft text-danger',
  },
} as const;

/** How far a command can reach, in words and not by colour alone. */
export const RiskBadge = ({ level }: { readonly level: RiskLevel }) => {
  const { icon: Icon, words, colours } = looks[level];
  return (
    <span
      className={`inline-flex items-center gap-1.5 rounded-full px-2.5 py-1 text-xs font-semibold ${colours}`}
    >
      <Icon size={14} aria-hidden />
      {words}
    </span>
  );
};
