// Makes src/models.ts of the server's OpenAPI document: `node scripts/models.mjs` writes it, `--check` fails when what is
// there is not what the server says. METABUILDER_URL and METABUILDER_SERVICE_TOKEN say which server, or OPENAPI which file.
import { readFile, writeFile } from "node:fs/promises";

const FILE = new URL("../src/models.ts", import.meta.url);
const ROOTS = ["DatabaseSchema", "UserRole", "Tenant", "PowerTransferRequest", "SMTPConfig"];
// What callers have always been told, although old records lack some of it: their code must compile as it is.
const AS_BEFORE = {
  ComponentNode: { id: "string", childIds: "string[]", order: "number", pageId: "string" },
  ComponentConfig: {
    id: "string",
    componentId: "string",
    props: "Record<string, any>",
    styles: "Record<string, any>",
    events: "Record<string, any>",
  },
};
const { METABUILDER_URL, METABUILDER_SERVICE_TOKEN, OPENAPI } = process.env;

async function documentOf() {
  if (OPENAPI) {
    return JSON.parse(await readFile(OPENAPI, "utf8"));
  }
  const answer = await fetch(`${METABUILDER_URL}/openapi?format=json`, {
    headers: { Accept: "application/json", Authorization: `Bearer ${METABUILDER_SERVICE_TOKEN}` },
  });
  if (!answer.ok) {
    throw new Error(`${METABUILDER_URL}/openapi was answered by ${answer.status}`);
  }
  return answer.json();
}

const { schemas } = (await documentOf()).components;
const found = new Set();

function reach(name) {
  if (!found.has(name)) {
    found.add(name);
    JSON.stringify(schemas[name], (_, value) => {
      if (typeof value?.$ref === "string") {
        reach(nameOf(value));
      }
      return value;
    });
  }
}

function nameOf(reference) {
  return reference.$ref.slice(reference.$ref.lastIndexOf("/") + 1);
}

function type(schema, indent) {
  if (schema.$ref) {
    return nameOf(schema);
  }
  if (schema.allOf?.length === 1) {
    return type(schema.allOf[0], indent);
  }
  if (schema.enum) {
    return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  }
  switch (schema.type) {
    case "string":
    case "boolean":
      return schema.type;
    case "integer":
      return schema.maximum - schema.minimum < 10 ? range(schema) : "number";
    case "number":
      return "number";
    case "array": {
      const items = type(schema.items ?? {}, indent);
      return /[ |{]/.test(items) ? `(${items})[]` : `${items}[]`;
    }
    case "object":
      return schema.properties ? members(schema, indent) : `Record<string, ${type(valueOf(schema), indent)}>`;
    default:
      return "any";
  }
}

function valueOf(schema) {
  return typeof schema.additionalProperties === "object" ? schema.additionalProperties : {};
}

function range({ minimum, maximum }) {
  return Array.from({ length: maximum - minimum + 1 }, (_, i) => minimum + i).join(" | ");
}

function members(schema, indent, before = {}) {
  const inner = `${indent}  `;
  const lines = Object.entries(schema.properties).map(([name, property]) => {
    // What has a default may be left out.
    const required = schema.required?.includes(name) && property.default === undefined;
    const optional = required || before[name] ? "" : "?";
    const comment = property.description ? `${inner}/** ${property.description} */\n` : "";
    return `${comment}${inner}${name}${optional}: ${before[name] ?? type(property, inner)};\n`;
  });
  return `{\n${lines.join("")}${indent}}`;
}

function declaration(name) {
  const schema = schemas[name];
  const comment = schema.description ? `/** ${schema.description} */\n` : "";
  return schema.type === "object" && schema.properties
    ? `${comment}export interface ${name} ${members(schema, "", AS_BEFORE[name])}\n`
    : `${comment}export type ${name} = ${type(schema, "")};\n`;
}

ROOTS.forEach(reach);
const text = `// Made by scripts/models.mjs of the server's OpenAPI document; not to be edited. Every model is open: records may have
// properties beside these, which are kept. Optional ones are absent when they are not set, never null.

${[...found].sort().map(declaration).join("\n")}`;

if (process.argv.includes("--check")) {
  const there = await readFile(FILE, "utf8").catch(() => "");
  if (there !== text) {
    console.error("src/models.ts is not what the server's OpenAPI document says: run npm run models against this server.");
    process.exit(1);
  }
} else {
  await writeFile(FILE, text);
}
