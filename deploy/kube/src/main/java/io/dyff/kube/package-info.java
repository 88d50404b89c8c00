/** A Kubernetes API server for one machine: stored in a folder, watched by clients, without admission or field conflicts. */
package io.dyff.kube;
