import { useState, type ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { Section } from '../ui/section.tsx';

/** A picture of numbers, and the numbers as a table for whoever cannot see it or wants to copy them. */
export function Figure({
  title,
  note,
  columns,
  rows,
  children,
}: {
  readonly title: string;
  /** What the picture shows and how to read it. */
  readonly note: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly children: ReactNode;
}) {
  const [isTable, setIsTable] = useState(false);
  return (
    <Section
      title={title}
      beside={
        <Button onClick={() => setIsTable(!isTable)}>
          {isTable ? 'As a picture' : 'As a table'}
        </Button>
      }
    >
      {isTable ? (
        <div
          className="max-h-96 overflow-auto"
          tabIndex={0}
          role="region"
          aria-label={`${title}, table`}
        >
          <table className="w-full text-sm">
            <thead>
              <tr>
                {columns.map((column) => (
                  <th
                    key={column}
                    scope="col"
                    className="border-line text-muted border-b px-2 py-1 text-left font-medium"
                  >
                    {column}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((cells) => (
                <tr key={cells.join('\n')}>
                  {cells.map((cell, column) => (
                    <td
                      key={columns[column]}
                      className="border-line border-b px-2 py-1 align-top wrap-anywhere tabular-nums"
                    >
                      {cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        <>
          <p className="text-muted text-sm text-pretty">{note}</p>
          {children}
        </>
      )}
    </Section>
  );
}
