/** Thrown when the evaluation of a file has used up its steps; what was found until then stands. */
export class BudgetSpent extends Error {
  constructor() {
    super('the file does more work at import than is evaluated');
  }
}

/** Counts evaluation steps, so that a hostile or generated file ends. Not time: the same file gives the same facts everywhere. */
export function createBudget(steps: number): {
  spend(amount: number): void;
  readonly spent: number;
} {
  let spent = 0;
  return {
    get spent() {
      return spent;
    },
    spend(amount) {
      spent += amount;
      if (spent > steps) throw new BudgetSpent();
    },
  };
}
