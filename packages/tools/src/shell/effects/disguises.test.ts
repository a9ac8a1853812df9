import { describe, expect, it } from 'vitest';
import { createDice, destructiveCommands, disguise, disguises } from '../testing/disguises.ts';
import { assessRisk } from './assess-risk.ts';

const rated = (command: string): string => assessRisk(command).level;

describe('disguised destructive commands', () => {
  it('rates each of them destructive when nothing hides it', () => {
    expect(destructiveCommands.filter((command) => rated(command) !== 'destructive')).toEqual([]);
  });

  it('sees through each disguise by itself', () => {
    const missed = disguises.flatMap((hide) =>
      destructiveCommands
        .map((command) => hide(command, createDice(5)))
        .filter((hidden) => rated(hidden) !== 'destructive'),
    );
    expect(missed).toEqual([]);
  });

  it('finds none of 10,000 piled up disguises safe', () => {
    const dice = createDice(20_251_124);
    const safe: string[] = [];
    let caution = 0;
    for (let round = 0; round < 10_000; round++) {
      const command = disguise(dice, 4);
      const level = rated(command);
      if (level === 'safe') safe.push(command);
      if (level === 'caution') caution += 1;
    }
    expect(safe).toEqual([]);
    // What is left are texts that no shell would run: a keyword behind quotes is no keyword.
    expect(caution).toBeLessThan(500);
  });

  it('does not take everything for destructive', () => {
    const dice = createDice(7);
    const harmless = disguises
      .map((hide) => hide('grep -c ERROR app.log', dice))
      .filter((command) => rated(command) === 'destructive');
    // Decoded code, letters as numbers and code from a list stay suspicious whatever they hold.
    expect(harmless.length).toBeLessThan(12);
  });
});
