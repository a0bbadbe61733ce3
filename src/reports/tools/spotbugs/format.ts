import type { Reading } from '../../../finding.js'
import { childrenOf } from '../../documents/xml.js'
import type { XmlFormat } from '../../native/format.js'
import { toReading } from '../../native/readings.js'
import { createBugReader } from './bug.js'
import { analysisErrors, missingClasses } from './errors.js'

/** Source of the members: github.com/spotbugs/spotbugs, spotbugs/etc/bugcollection.xsd. FindBugs' reports are the same. */
export const spotbugs: XmlFormat = {
  shape: 'xml',
  id: 'spotbugs',
  name: 'SpotBugs XML',
  tool: { name: 'SpotBugs', vendor: 'SpotBugs' },
  covers: 'SpotBugs and FindBugs, with and without messages; Find Security Bugs and other plug-ins',
  command: 'mvn com.github.spotbugs:spotbugs-maven-plugin:spotbugs',
  detect: (root) => root.name === 'BugCollection',
  read: (root, context) => {
    const read = createBugReader(root, context)
    return {
      tool: { version: root.attributes.get('version') },
      failures: analysisErrors(root),
      remarks: missingClasses(root),
      *readings(): Iterable<Reading> {
        for (const [index, bug] of childrenOf(root, 'BugInstance').entries()) yield toReading(read(bug), `BugInstance[${index}]`)
      },
    }
  },
}
