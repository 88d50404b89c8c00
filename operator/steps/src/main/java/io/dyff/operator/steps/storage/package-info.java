/** Object storage as the steps see it: list, download, upload and delete below an s3:// URL. */
package io.dyff.operator.steps.storage;
