// Tells which keys the AWS SDK for JavaScript would sign with. Answers each JSON line on standard input with one.
//
//   node who.mjs DIRECTORY      npm's folder with the SDK, outside of the source tree
//   {"environment": {"HOME": "..."}, "profile": ""}  ->  {"accessKeyId": "..."} or {"error": "..."}, and "version"
//   `profile`: as if given in code; empty: not given
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const require = createRequire(process.argv[2] + '/');
const { fromNodeProviderChain } = require('@aws-sdk/credential-providers');
const { version } = require('@aws-sdk/credential-providers/package.json');

for await (const line of createInterface({ input: process.stdin })) {
  const { environment, profile } = JSON.parse(line);
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, environment);
  let answer;
  try {
    const clientConfig = { region: process.env.AWS_REGION };
    const { accessKeyId } = await fromNodeProviderChain({ clientConfig, ...(profile && { profile }) })();
    answer = { accessKeyId };
  } catch (error) {
    answer = { error: String(error) };
  }
  console.log(JSON.stringify({ ...answer, version }));
}
