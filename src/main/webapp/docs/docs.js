// The description of the API, as this server gives it. Nothing is asked of any other host.
SwaggerUIBundle({
  url: "../openapi?format=JSON",
  dom_id: "#api",
  docExpansion: "none",
  defaultModelsExpandDepth: 0,
  tagsSorter: "alpha",
  validatorUrl: null,
});
