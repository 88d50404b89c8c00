/** Keeps pods running: replica sets, and deployments that roll from one to the next. */
package io.dyff.kube.controllers.deployment;
