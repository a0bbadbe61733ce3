import { imageReference } from '../../vocabulary/image-name.js'
import { asArray, asObject, asText, type JsonObject, propertiesOf } from '../../vocabulary/json.js'
import { labelsIn } from '../../vocabulary/labels.js'
import type { Product } from '../rules/products.js'

/** The container image that a run says it scanned (Trivy): its name, or its tag where the name is that of an archive. */
export function imageOfRun(run: JsonObject): string | undefined {
  const bag = propertiesOf(run)
  return imageReference(bag['imageName']) ?? asArray(bag['repoTags']).map(imageReference)[0]
}

/** JFrog names the scanned image in the Markdown of each message. */
export function imageOfResult(result: JsonObject, { vendor }: Product): string | undefined {
  const markdown = vendor === 'JFrog' ? asText(asObject(result['message'])?.['markdown']) : undefined
  return markdown === undefined ? undefined : imageReference(labelsIn(markdown).get('image'))
}
