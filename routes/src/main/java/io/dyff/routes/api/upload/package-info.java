/** Signed URLs for files, and the end of an upload. */
package io.dyff.routes.api.upload;
