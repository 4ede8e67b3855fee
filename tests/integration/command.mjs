// Programs of the suite that tests run: xfctl, psql as the cluster's superuser.
import {execFile} from 'node:child_process';
import path from 'node:path';
import {fileURLToPath} from 'node:url';
import {endpoints, home} from './suite.mjs';

const repository = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

const run = (program, args) => new Promise((resolve) => {
  execFile(program, args, {maxBuffer: 1 << 26}, (error, stdout, stderr) => resolve({status: error ? error.code : 0, stdout, stderr}));
});

// {status, stdout, stderr} of `xfctl ARGS`.
export const xfctl = (...args) => run(path.join(repository, 'build/release/bin/xfctl'), ['--home', home, ...args]);

// superuserOf(import.meta.url)('keep_log', {county}): what a file of the test's test_sql/ answers, a line a row, with values for
// its :names; in one transaction, as who may do everything.
export const superuserOf = (test) => async (file, values = {}) => {
  const variables = Object.entries(values).flatMap(([name, value]) => ['-v', `${name}='${value.replaceAll("'", "''")}'`]);
  const {status, stdout, stderr} = await run('psql', ['-XAtq1', '-v', 'ON_ERROR_STOP=1', '-d', endpoints.postgres, ...variables,
                                                      '-f', fileURLToPath(new URL(`test_sql/${file}.sql`, test))]);
  if (status !== 0) throw new Error(stderr);
  return stdout.trim().split('\n').filter(Boolean);
};
