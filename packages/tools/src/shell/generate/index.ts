export { generateCommand, type Generated } from './generate.ts';
export {
  nothingSeen,
  userlands,
  type SeenFile,
  type Surroundings,
  type Userland,
} from './surroundings.ts';
