// No validator: the page asks nobody but the platform that served it.
SwaggerUIBundle({
  url: '/v0/openapi.json',
  dom_id: '#reference',
  deepLinking: true,
  docExpansion: 'none',
  filter: true,
  validatorUrl: null,
});
