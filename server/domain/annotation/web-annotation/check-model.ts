/**
 * Checks annotations against what the W3C Web Annotation Data Model says must be.
 *
 * It asks for what the Recommendation asks for and no more: unknown properties and types of other vocabularies pass.
 *
 * @see https://www.w3.org/TR/2017/REC-annotation-model-20170223/
 */

/** Something that the model forbids: where, as a path of keys, and which rule. */
export interface ModelProblem {
  readonly path: string;
  readonly rule: ModelRule;
}

export type ModelRule =
  | "not-an-object"
  | "no-context"
  | "not-an-iri"
  | "no-type"
  | "no-target"
  | "not-a-text"
  | "not-a-time"
  | "not-a-direction"
  | "not-a-count"
  | "two-bodies"
  | "no-identity"
  | "no-source"
  | "no-items"
  | "two-kinds";

export const ANNOTATION_CONTEXT = "http://www.w3.org/ns/anno.jsonld";

type Json = Readonly<Record<string, unknown>>;
type Report = (path: string, rule: ModelRule) => void;

const COLLECTION_TYPES = ["AnnotationCollection", "AnnotationPage"];
const SETS = ["Choice", "Composite", "List", "Independents"];
const PERSONS = ["creator", "generator"];
const TIMES = ["created", "modified", "generated"];

/** Problems of an annotation, a page or a collection, in the order of the document; none for one that is right. */
export function checkModel(document: unknown): ModelProblem[] {
  const problems: ModelProblem[] = [];
  const report: Report = (path, rule) => problems.push({ path, rule });
  if (!isObject(document)) return [{ path: "", rule: "not-an-object" }];
  const contexts = list(document["@context"]);
  if (!contexts.includes(ANNOTATION_CONTEXT)) report("@context", "no-context");
  if (COLLECTION_TYPES.some((type) => list(document["type"]).includes(type))) checkCollection(document, "", report);
  else checkAnnotation(document, "", report);
  return problems;
}

function checkCollection(collection: Json, path: string, report: Report): void {
  checkIri(collection["id"], join(path, "id"), report);
  for (const count of ["total", "startIndex"]) {
    const value = collection[count];
    const isCount = value === undefined || (Number.isInteger(value) && (value as number) >= 0);
    if (!isCount) report(join(path, count), "not-a-count");
  }
  for (const key of ["first", "last", "next", "prev", "partOf"]) {
    const value = collection[key];
    if (isObject(value)) checkCollection(value, join(path, key), report);
    else if (value !== undefined) checkIri(value, join(path, key), report);
  }
  checkAbout(collection, path, report);
  const isPage = list(collection["type"]).includes("AnnotationPage");
  // A page that only leads to others, as `next` does, may be named by its id alone.
  const { items } = collection;
  if (items === undefined && isPage && Object.keys(collection).length > 2)
    return report(join(path, "items"), "no-items");
  if (items !== undefined && !Array.isArray(items)) return report(join(path, "items"), "no-items");
  for (const [at, item] of (items ?? []).entries()) {
    const place = join(path, `items.${at}`);
    if (isObject(item)) checkAnnotation(item, place, report);
    else checkIri(item, place, report);
  }
}

function checkAnnotation(annotation: Json, path: string, report: Report): void {
  checkIri(annotation["id"], join(path, "id"), report);
  if (!list(annotation["type"]).includes("Annotation")) report(join(path, "type"), "no-type");
  if (annotation["target"] === undefined) report(join(path, "target"), "no-target");
  if (annotation["body"] !== undefined && annotation["bodyValue"] !== undefined) {
    report(join(path, "bodyValue"), "two-bodies");
  }
  checkText(annotation["bodyValue"], join(path, "bodyValue"), report);
  for (const key of ["body", "target"]) {
    for (const [at, resource] of list(annotation[key]).entries()) {
      checkResource(resource, join(path, Array.isArray(annotation[key]) ? `${key}.${at}` : key), report);
    }
  }
  checkAbout(annotation, path, report);
}

/** Who, when and under which terms; alike for annotations, bodies, targets and collections. */
function checkAbout(thing: Json, path: string, report: Report): void {
  for (const key of PERSONS) {
    for (const person of list(thing[key])) {
      if (isObject(person)) {
        if (person["id"] !== undefined) checkIri(person["id"], join(path, `${key}.id`), report);
      } else checkIri(person, join(path, key), report);
    }
  }
  for (const key of TIMES) {
    const value = thing[key];
    if (value !== undefined && !isTime(value)) report(join(path, key), "not-a-time");
  }
  for (const key of ["rights", "via", "canonical"]) {
    const values = key === "canonical" && thing[key] !== undefined ? [thing[key]] : list(thing[key]);
    for (const value of values) checkIri(value, join(path, key), report);
  }
}

function checkResource(resource: unknown, path: string, report: Report): void {
  if (!isObject(resource)) return checkIri(resource, path, report);
  const types = list(resource["type"]);
  const sets = types.filter((type) => [...SETS, "SpecificResource", "TextualBody"].includes(type as string));
  if (sets.length > 1) report(join(path, "type"), "two-kinds");
  checkAbout(resource, path, report);
  for (const key of ["format", "language"]) {
    for (const value of list(resource[key])) checkText(value, join(path, key), report);
  }
  // One of each: which of several would be meant?
  checkText(resource["processingLanguage"], join(path, "processingLanguage"), report);
  const direction = resource["textDirection"];
  if (direction !== undefined && !["ltr", "rtl", "auto"].includes(direction as string)) {
    report(join(path, "textDirection"), "not-a-direction");
  }
  if (resource["id"] !== undefined) checkIri(resource["id"], join(path, "id"), report);
  if (types.some((type) => SETS.includes(type as string))) checkSet(resource, path, report);
  else if (types.includes("TextualBody") || (types.length === 0 && resource["value"] !== undefined)) {
    if (resource["value"] === undefined) report(join(path, "value"), "not-a-text");
    checkText(resource["value"], join(path, "value"), report);
  } else if (types.includes("SpecificResource") || resource["source"] !== undefined) {
    checkSpecific(resource, path, report);
  } else if (resource["id"] === undefined) report(join(path, "id"), "no-identity");
}

function checkSet(set: Json, path: string, report: Report): void {
  const { items } = set;
  if (!Array.isArray(items) || items.length === 0) return report(join(path, "items"), "no-items");
  for (const [at, item] of items.entries()) checkResource(item, join(path, `items.${at}`), report);
}

function checkSpecific(resource: Json, path: string, report: Report): void {
  const { source } = resource;
  if (source === undefined || Array.isArray(source)) report(join(path, "source"), "no-source");
  else checkResource(source, join(path, "source"), report);
  for (const key of ["selector", "state"]) {
    for (const [at, one] of list(resource[key]).entries()) {
      checkSelector(one, join(path, Array.isArray(resource[key]) ? `${key}.${at}` : key), report);
    }
  }
}

const VALUED = ["FragmentSelector", "CssSelector", "XPathSelector", "SvgSelector", "HttpRequestState"];

function checkSelector(selector: unknown, path: string, report: Report): void {
  if (!isObject(selector)) return checkIri(selector, path, report);
  const types = list(selector["type"]);
  const has = (type: string): boolean => types.includes(type);
  const isElsewhere = selector["id"] !== undefined;
  if (isElsewhere) checkIri(selector["id"], join(path, "id"), report);
  if (types.length === 0 && !isElsewhere) report(join(path, "type"), "no-type");
  const texts = [...(VALUED.some(has) ? ["value"] : []), ...(has("TextQuoteSelector") ? ["exact"] : [])];
  for (const key of texts) {
    if (selector[key] === undefined && !isElsewhere) report(join(path, key), "not-a-text");
    checkText(selector[key], join(path, key), report);
  }
  for (const key of ["prefix", "suffix"]) checkText(selector[key], join(path, key), report);
  if (Array.isArray(selector["conformsTo"])) report(join(path, "conformsTo"), "not-an-iri");
  else if (selector["conformsTo"] !== undefined) checkIri(selector["conformsTo"], join(path, "conformsTo"), report);
  if (has("TextPositionSelector") || has("DataPositionSelector")) {
    for (const key of ["start", "end"]) {
      const value = selector[key];
      if (!Number.isInteger(value) || (value as number) < 0) report(join(path, key), "not-a-count");
    }
  }
  for (const key of ["refinedBy", ...(has("RangeSelector") ? ["startSelector", "endSelector"] : [])]) {
    for (const one of list(selector[key])) checkSelector(one, join(path, key), report);
  }
}

/** Every value of a property that may have one or many. */
export function list(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as unknown[]) : [value];
}

export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const join = (path: string, key: string): string => (path === "" ? key : `${path}.${key}`);

function checkIri(value: unknown, path: string, report: Report): void {
  // Absolute, without the characters that no IRI has (RFC 3987).
  const isIri = typeof value === "string" && /^[a-z][a-z0-9+.-]*:[^\s<>"{}|\\^`]+$/i.test(value);
  if (!isIri) report(path, "not-an-iri");
}

function checkText(value: unknown, path: string, report: Report): void {
  if (value !== undefined && typeof value !== "string") report(path, "not-a-text");
}

function isTime(value: unknown): boolean {
  const pattern = /^-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
  return typeof value === "string" && pattern.test(value) && !Number.isNaN(Date.parse(value));
}
