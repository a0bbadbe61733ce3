/**
 * Every limit of the AWS Security Finding Format that the mapping meets. Lengths are in code points: the service's messages are those
 * of ajv 6, which counts them so.
 *
 * Sources, by the names used below
 * - API reference: docs.aws.amazon.com/securityhub/1.0/APIReference, the page of the type that is named.
 * - User guide 2022: github.com/awsdocs/aws-security-hub-user-guide at 2032af3, the pages "asff-*". AWS has since taken the
 *   numbers off these pages without taking them back.
 * - Ours: AWS documents no limit. The number keeps one field from crowding out the rest.
 */

/** API reference, AwsSecurityFinding. */
export const SCHEMA_VERSION = '2018-10-08'
export const TITLE_LENGTH = 256
export const DESCRIPTION_LENGTH = 1024
export const GENERATOR_ID_LENGTH = 512
export const PRODUCT_NAME_LENGTH = 128
export const COMPANY_NAME_LENGTH = 128

/** API reference, FindingProviderSeverity. */
export const SEVERITY_ORIGINAL_LENGTH = 64

/** API reference, Recommendation; FailedFindings quoted in aquasecurity/kube-bench#903 say so too. */
export const RECOMMENDATION_LENGTH = 512

/** Ours; the longest link that common browsers and servers take. User guide 2022: must be public and hold no credentials. */
export const URL_LENGTH = 2048

/** API reference, AwsSecurityFinding, Resources: "Array Members: Maximum number of 32". */
export const RESOURCE_COUNT = 32

/** Ours: how many further places are spelt out; the text of them is cut at its own limit as well. */
export const OTHER_LOCATION_COUNT = 50

/** User guide 2022, Resources, Id. */
export const RESOURCE_ID_LENGTH = 512

/** User guide, asff-resourcedetails-other: keys of fewer than 128, values of fewer than 1,024 characters, at most 50 pairs. */
export const OTHER_VALUE_LENGTH = 1023

/** User guide 2022, ContainerDetails: Name, ImageId and ImageName. */
export const CONTAINER_TEXT_LENGTH = 128

/** inspector2 service model, ProjectName of a code repository; Security Hub documents none for CodeRepositoryDetails. */
export const PROJECT_NAME_LENGTH = 512

/** API reference, AwsSecurityFinding: at most 50 pairs; Security Hub adds three of its own under `aws/securityhub/`. */
export const PRODUCT_FIELD_COUNT = 47
export const PRODUCT_FIELD_KEY_LENGTH = 128
export const PRODUCT_FIELD_VALUE_LENGTH = 2048

/** User guide 2022, Vulnerabilities. */
export const VULNERABILITY_ID_LENGTH = 32
export const VENDOR_NAME_LENGTH = 32
export const VENDOR_SEVERITY_LENGTH = 32

/** API reference of Image Builder, VulnerablePackage, the same data; Security Hub documents none for SoftwarePackage. */
export const PACKAGE_TEXT_LENGTH = 1024
/** Ours. */
export const PACKAGE_COUNT = 50
/** inspector2 service model, ReferenceUrls: at most 10. */
export const REFERENCE_URL_COUNT = 10
/** Ours. */
/** Source: API reference, FindingProviderFields, RelatedFindings: at most 10. */
export const RELATED_FINDING_COUNT = 10

export const RELATED_VULNERABILITY_COUNT = 20
export const RELATED_VULNERABILITY_LENGTH = 128
/** Ours: more than there are sources and versions of CVSS. */
export const CVSS_COUNT = 20
export const CVSS_TEXT_LENGTH = 256
/** inspector2 service model, cwes of a code vulnerability: at most 10. */
export const CWE_COUNT = 10
/** Ours: file systems of the runners take no longer path. */
export const FILE_PATH_LENGTH = 4096

/** API reference, GeneratorDetails: at most 10 labels. The lengths are those of DetectorName and DetectorTag in inspector2. */
export const GENERATOR_LABEL_COUNT = 10
export const GENERATOR_LABEL_LENGTH = 128
export const GENERATOR_NAME_LENGTH = 128
export const GENERATOR_DESCRIPTION_LENGTH = 1024

/** API reference, Compliance: at most 32. The length is what prowler-cloud/prowler cuts to (asff.py). */
export const REQUIREMENT_COUNT = 32
export const REQUIREMENT_LENGTH = 64

/**
 * UTF-8 bytes of the JSON of one finding. User guide: "An error is returned for any finding larger than 240 Kb"; Security Hub adds
 * fields of its own, and findings above 200 KB have vanished without an error (mitre/saf, hdf2asff).
 */
export const FINDING_BYTES = 200_000
