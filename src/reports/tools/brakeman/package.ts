import type { VulnerablePackage } from '../../../finding.js'
import { packageOf } from '../../native/advisory.js'

const INSTALLED = /(?:^|[^\w.-])([A-Za-z][\w-]{0,80})(?: gem)? (\d{1,6}(?:\.\w{1,20}){1,6})/
const UPGRADE = /\bupgrade to (?:([A-Za-z][\w-]{0,80})(?: gem)? )?(\d{1,6}(?:\.\w{1,20}){1,6})/i

/** Longer messages are none of Brakeman's. In UTF-16 code units. */
const LONGEST = 1000

/**
 * The gem that a message is about: `Rails 3.2.3 has … (CVE-2014-0081). Upgrade to Rails 3.2.17`, `loofah gem 2.0.3 is vulnerable … Upgrade to
 * 2.2.1`, or only `Vulnerability in … Upgrade to Rails 3.2.7`.
 * @param rails the version of Rails that is installed
 */
export function brakemanPackage(message: string, rails: string | undefined, path: string | undefined): VulnerablePackage | undefined {
  const text = message.slice(0, LONGEST)
  const [advice, upgradeName, fixed] = UPGRADE.exec(text) ?? []
  const before = advice === undefined ? text : text.slice(0, text.indexOf(advice))
  const [, installedName, installed] = INSTALLED.exec(before) ?? []
  const name = (installedName ?? upgradeName)?.toLowerCase()
  return packageOf({
    name,
    version: installed ?? (name === 'rails' ? rails : undefined),
    ecosystem: 'rubygems',
    path,
    fixed: upgradeName === undefined || upgradeName.toLowerCase() === name ? fixed : undefined,
  })
}
