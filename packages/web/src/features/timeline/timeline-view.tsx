import { List } from 'lucide-react';
import { useMemo, useState } from 'react';
import { PlaceButton } from '../../components/evidence/place-button.tsx';
import { Button } from '../../components/ui/button.tsx';
import { formatCount, formatTimeRange, plural, sentences } from '../../components/ui/format.ts';
import { Section } from '../../components/ui/section.tsx';
import { visibleText } from '../../components/ui/visible-text.ts';
import { layOut, type Stop } from './lay-out.ts';
import { MilestoneList } from './milestone-list.tsx';
import type { Impact, Timeline } from './timeline.ts';
import { TimelinePicture } from './timeline-picture.tsx';

/** So many milestones fill a screen of a phone. */
const firstMilestones = 8;

/** What happened in which order, as a picture; as a list where there is no room for one, or where it is asked for. */
export default function TimelineView({
  timeline,
  impact,
}: {
  readonly timeline: Timeline;
  readonly impact: readonly Impact[];
}) {
  const picture = useMemo(() => layOut(timeline), [timeline]);
  const [isListShown, setIsListShown] = useState(false);
  const [isWhole, setIsWhole] = useState(false);
  const { stops } = picture;
  if (stops.length === 0) return null;
  const shown = isWhole ? stops : essential(stops);
  return (
    <Section
      title="What happened"
      beside={
        <span className="hidden @[26rem]:block">
          <Button
            aria-pressed={isListShown}
            className="aria-pressed:bg-accent-soft aria-pressed:text-accent"
            onClick={() => setIsListShown(!isListShown)}
          >
            <List size={15} aria-hidden /> As a list
          </Button>
        </span>
      }
      isContainer
    >
      <div className="hidden @[26rem]:block">
        <TimelinePicture picture={picture} />
      </div>
      <div className={`space-y-2 ${isListShown ? '' : '@[26rem]:hidden'}`}>
        <MilestoneList stops={shown} />
        {shown.length < stops.length && (
          <Button onClick={() => setIsWhole(true)}>
            Show all {formatCount(stops.length)} milestones
          </Button>
        )}
      </div>
      <p className="text-muted text-xs">{notesOf(timeline)}</p>
      {impact.length > 0 && (
        <>
          <h4 className="text-muted pt-1 text-xs font-semibold tracking-wide uppercase">
            What it cost
          </h4>
          <ul className="space-y-1 text-sm">
            {impact.map(({ what, evidence }) => (
              <li key={evidence.id} className="wrap-anywhere">
                {visibleText(what)} <PlaceButton evidence={evidence} />
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}

/** From the first culprit to the end; the beginning where nothing failed. */
function essential(stops: readonly Stop[]): readonly Stop[] {
  const chain = stops.filter(({ role }) => role === 'culprit' || role === 'consequence');
  return chain.length > 0 ? chain : stops.slice(0, firstMilestones);
}

function notesOf({ entries, total, filesWithoutZone }: Timeline): string {
  const times = entries.flatMap(({ time }) => time ?? []);
  const estimated = entries.filter(({ timeIsEstimated, time }) => timeIsEstimated || time === null);
  return sentences(
    times.length > 0 ? formatTimeRange(Math.min(...times), Math.max(...times)) : '',
    total > entries.length
      ? `${formatCount(entries.length)} of ${formatCount(total)} milestones are shown`
      : plural(total, 'milestone'),
    'Waits are drawn shorter than they were',
    filesWithoutZone > 0
      ? `Times of ${plural(filesWithoutZone, 'file')} have no zone and are read as UTC`
      : '',
    estimated.length > 0
      ? `${plural(estimated.length, 'time')} estimated, drawn with a dashed edge`
      : '',
  );
}
