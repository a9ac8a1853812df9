import { beforeAll, expect, test } from 'vitest';
import { openPythonParser } from '../../adapters/python/index.ts';
import {
  createTreeCache,
  lintProject,
  openModules,
  readDagFile,
  type PythonParser,
} from '../index.ts';

let parser: PythonParser;
beforeAll(async () => {
  parser = await openPythonParser();
});

const lint = (files: Readonly<Record<string, string>>): string[] => {
  const all = Object.entries(files).map(([name, text]) => ({ name, text }));
  const modules = openModules(all, parser, createTreeCache(1e6));
  return lintProject(all.map((each) => readDagFile(each, parser, modules).facts)).map(
    ({ level, file, line, message }) => `${level} ${file}:${line} ${message}`,
  );
};
const dag = (id: string, more = ''): string =>
  `from airflow.sdk import DAG\nd = DAG("${id}", schedule=None${more})\n`;
const builder =
  'from airflow.sdk import DAG\ndef build(name):\n    return DAG(name, schedule=None)\n';

test('one dag id in two files', () => {
  expect(lint({ 'a.py': dag('x'), 'b.py': dag('x', ', catchup=True') })).toEqual([
    'error a.py:2 The dag id `x` is also used in `b.py:2`; Airflow shows only one of them, without a word.',
    'error b.py:2 The dag id `x` is also used in `a.py:2`; Airflow shows only one of them, without a word.',
  ]);
  expect(lint({ 'a.py': dag('x'), 'b.py': dag('x') })[0]).toMatch(/^info .* line for line/);
});

test('a DAG that another file imports is one DAG', () => {
  expect(lint({ 'a.py': dag('x'), 'b.py': 'from a import d\n' })).toEqual([
    'info a.py:2 The DAG `x` is also found through `b.py`, which imports it; Airflow shows it under one of the files.',
  ]);
});

test('a function of a third file that makes it twice makes two', () => {
  const use = 'from lib import build\nd = build("x")\n';
  expect(lint({ 'a.py': use, 'b.py': use, 'lib.py': builder })).toEqual([
    'error a.py:1 The dag id `x` is also used in `b.py`; Airflow shows only one of them, without a word.',
    'error b.py:1 The dag id `x` is also used in `a.py`; Airflow shows only one of them, without a word.',
  ]);
});

test('a loop that makes one id twice in a file is told', () => {
  const twice = `${builder}for at in range(2):\n    globals()[f"d{at}"] = build("x")\n`;
  expect(lint({ 'a.py': twice })[0]).toMatch(/^error a.py:3 The dag id `x` is also used in/);
});
