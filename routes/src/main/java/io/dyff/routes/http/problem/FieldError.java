package io.dyff.routes.http.problem;

/**
 * What is wrong with one field of a request.
 *
 * @param path where it stands, as a JSON pointer; empty for the whole document
 * @param message what is wrong, in words a caller can act on
 */
public record FieldError(String path, String message) {}
