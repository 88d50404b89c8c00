package io.dyff.operator.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** Serves a model: replicas of one container behind a Service of the same name. */
@JsonClassDescription("Serves a model: replicas of one container behind a Service of the same name.")
@Group(DyffGroup.NAME)
@Version(DyffGroup.VERSION)
@ShortNames("session")
@ValidationRule(
        value = "self.metadata.name.matches('^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$')",
        message = "metadata.name: must begin with a letter, hold letters, digits and '-' only, and have at most 63"
                + " characters")
@AdditionalPrinterColumn(name = "REPLICAS", jsonPath = ".spec.replicas", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "READY", jsonPath = ".status.readyReplicas", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "IMAGE", jsonPath = ".spec.image", priority = 1)
@ReportsCondition(
        type = "Available",
        meaning = "At least one replica serves. A change of the spec never flips it by itself.")
@ReportsCondition(type = "Error", meaning = "The session can never serve; what it held has been given back.")
@ReportsField({"replicas", "readyReplicas", "selector"})
public class InferenceSession extends DyffResource<InferenceSessionSpec> {}
