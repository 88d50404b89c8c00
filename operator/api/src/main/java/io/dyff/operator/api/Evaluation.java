package io.dyff.operator.api;

import com.fasterxml.jackson.annotation.JsonClassDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;

/** Runs a dataset through an inference session and verifies that every item has its output. */
@JsonClassDescription("Runs a dataset through an inference session and verifies that every item has its output.")
@Group(DyffGroup.NAME)
@Version(DyffGroup.VERSION)
@ShortNames("eval")
@ValidationRule(
        value = "self.metadata.name.matches('^[a-z]([-a-z0-9]{0,54}[a-z0-9])?$')",
        message = "metadata.name: must begin with a letter, hold letters, digits and '-' only, and have at most 56"
                + " characters")
@AdditionalPrinterColumn(name = "PROGRESS", jsonPath = ".status.progress")
@AdditionalPrinterColumn(name = "ROWS", jsonPath = ".status.rows.done")
@AdditionalPrinterColumn(name = "DATASET", jsonPath = ".spec.dataset", priority = 1)
@AdditionalPrinterColumn(name = "IMAGE", jsonPath = ".spec.inferenceSession.image", priority = 1)
@ReportsCondition(
        type = "InferenceComplete",
        meaning = "Every item of the dataset has been sent, and the answers are stored.")
@ReportsCondition(type = "Verified", meaning = "Every item has its output, and the outputs are published.")
@ReportsCondition(type = "Complete", meaning = "The evaluation has ended well.")
@ReportsCondition(
        type = "Failed",
        meaning = "The evaluation has failed for good; the message holds the last words of the step.")
@ReportsField({"progress", "rows"})
public class Evaluation extends DyffResource<EvaluationSpec> {}
