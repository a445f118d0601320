// The types of index.js.
//
//   import Database from 'better-sqlite3';
//   import { load } from 'sqlite-awscost';
//   const database = new Database(':memory:');
//   load(database);

/** What better-sqlite3, libsql and node:sqlite have in common. */
export interface LoadsExtensions {
  loadExtension(path: string): unknown;
  /** node:sqlite alone has it. */
  enableLoadExtension?(allow: boolean): unknown;
}

/**
 * Loads the extension. A database of node:sqlite must have been opened with `allowExtension: true`, and loads no other
 * extension afterwards.
 */
export function load(database: LoadsExtensions): void;

/** The path of the extension's file, for hosts that load it by themselves. */
export function loadablePath(): string;
