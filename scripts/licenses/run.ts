/**
 * Writes dist/licenses.txt, the last step of `npm run build`: every package of which something is in the bundle, with its licence.
 * The bundler's own option misses modules that it has joined with others, which are nearly all of them.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { bundledFolders, type Module } from './bundled-folders.js'
import { licencesOf } from './licences-of.js'

const { modules } = JSON.parse(readFileSync('lib/bundle.json', 'utf8')) as { modules: Module[] }
writeFileSync('dist/licenses.txt', licencesOf(bundledFolders(modules)))
