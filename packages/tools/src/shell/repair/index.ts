export { fixCommand, type FixedCommand } from './fix-command.ts';
