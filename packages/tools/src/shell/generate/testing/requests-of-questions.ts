import type { PlaceFile } from './places.ts';
import type { Request } from './requests.ts';

/** Folders of the requests below. */
export const placesOfQuestions = {
  ferries: [
    {
      path: 'sea/ferries.csv',
      text: 'left_at,ship,harbour,wait_min,cars\n2025-04-01 07:10,Alba,Ystad,12,80\n2025-04-01 09:00,Bora,Gedser,,20\n2025-04-02 07:10,Alba,Ystad,4,60\n2025-04-02 12:30,Cora,Ystad,31,95\n',
    },
  ],
  mines: [{ path: 'ore.tsv', text: 'M1\tNO\t30\tiron\nM2\tSE\t55\tiron\nM3\tSE\t5\tblack coal\n' }],
  jobs: [
    {
      path: 'jobs.json',
      text: '{"load":{"owner":"kim","active":true,"tries":1},"wipe":{"owner":"ole","active":false},"ship":{"owner":"kim","active":false,"tries":4}}\n',
    },
  ],
  printed: [
    {
      path: 'ps.txt',
      text: 'USER PID %CPU %MEM COMMAND\nann 11 40.5 1.0 java\nbob 12 0.5 9.0 bash\nann 13 12.0 2.0 python3\n',
    },
  ],
  widths: [{ path: 'w.dat', text: '0007Ann  00012050\n0012Bo   00000999\n' }],
} satisfies Readonly<Record<string, readonly PlaceFile[]>>;

const at = (place: keyof typeof placesOfQuestions, request: string, prints: string): Request => ({
  place,
  request,
  prints,
});

/** Questions in many forms: bare nouns, several sentences, explanations in brackets, parts in any order. */
export const requestsOfQuestions: readonly Request[] = [
  at(
    'ferries',
    'sea/ferries.csv: mean wait per harbour with one decimal, leaving out the ferries whose wait is empty. Harbour and mean, worst first.',
    'Ystad 15.7',
  ),
  at(
    'ferries',
    'Which ship carried the most cars overall? ship and total, from sea/ferries.csv',
    'Alba 140',
  ),
  at(
    'ferries',
    'Per harbour keep only the most recent crossing (column left_at) of sea/ferries.csv; show the ship, ordered by harbour.',
    'Bora\nCora',
  ),
  at('ferries', 'cars by ship in sea/ferries.csv, fewest first', 'Bora 20\nCora 95\nAlba 140'),
  at(
    'mines',
    'ore.tsv has no header (id, country, output, kind; tab separated). Total output by kind, largest total first.',
    'iron 85\nblack coal 5',
  ),
  at(
    'mines',
    'For each country (column 2 of ore.tsv) how many different kinds (column 4) are there? by country',
    'NO 1\nSE 2',
  ),
  at('jobs', 'which jobs in jobs.json are inactive? names only', 'wipe\nship'),
  at('printed', 'pids in ps.txt that use more than 10 % CPU, busiest first', '11\n13'),
  at(
    'widths',
    'w.dat is fixed width: positions 1-4 key, 5-9 name, 10-17 price in cents. Print name and price.',
    'Ann 120.5\nBo 9.99',
  ),
];
