export {
  answerRequest,
  describeCommand,
  type CommandAnswer,
  type DescribedCommand,
} from './command-answer.ts';
export { findProblems, type Problem } from './find-problems.ts';
export { generateCommand, type Generated } from './generate.ts';
export { nearestRecipes, type Recipe } from './recipes.ts';
export {
  nothingSeen,
  userlands,
  type SeenFile,
  type Surroundings,
  type Userland,
} from './surroundings.ts';
