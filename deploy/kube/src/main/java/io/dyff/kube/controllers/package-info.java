/** The controllers that a control plane brings: jobs, deployments, endpoints, collection of what lost its owner. */
package io.dyff.kube.controllers;
