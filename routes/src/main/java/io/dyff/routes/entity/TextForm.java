package io.dyff.routes.entity;

import io.dyff.routes.kind.operation.Operation.IdForm;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What the text of a field must be where a schema cannot say it. Source: contract/schema.md sections 2 and 15. */
enum TextForm {
    account(
            "must be a label value: 1 to 63 letters, digits, '-', '_' or '.', with no mark at an end",
            IdForm.account::fits),
    host("must be a host or host:port", Pattern.compile("[^/_?#\\s]*").asMatchPredicate()),
    taskName(
            "must be 1 to 140 of a-z, 0-9 and '-'",
            Pattern.compile("[a-z0-9-]{1,140}").asMatchPredicate()),
    scoreFormat("must be a format of a number for {quantity}, with {unit} or without", ScoreFormat::isAccepted),
    pythonName(
            "must be the full name of a Python class",
            Pattern.compile("[A-Za-z_]\\w*(\\.[A-Za-z_]\\w*)*").asMatchPredicate()),
    repository("must be the name of a repository, or owner/name", TextForm::isRepository),
    revision(
            "must be a branch, a tag or a commit, of at most 255 characters without blanks",
            Pattern.compile("(?=.{1,255}$)(?!\\.{1,2}(/|$))[^\\s/\\\\]+(/(?!\\.{1,2}(/|$))[^\\s/\\\\]+)*")
                    .asMatchPredicate()),
    uuid4("must be the id of an entity: 32 lower-case hexadecimal digits, of a uuid4", EntityIds::isUuid4),
    principal("must be __global__ or accounts/<account>", TextForm::isPrincipal),
    priority("must be a whole number from 0 to " + Priority.MAX, Priority::isPriority),
    limit(
            "must be a whole number or " + Quantity.UNLIMITED,
            text -> text.equals(Quantity.UNLIMITED) || Quantity.whole(text).isPresent());

    private final String message;
    private final Predicate<String> fits;

    TextForm(String message, Predicate<String> fits) {
        this.message = message;
        this.fits = fits;
    }

    String message() {
        return message;
    }

    boolean fits(String text) {
        return fits.test(text);
    }

    /** As the hub's own client has it: two dashes would make its cache's names of folders ambiguous. */
    private static boolean isRepository(String text) {
        return text.length() <= 200
                && text.matches("\\w([-.\\w]*\\w)?(/\\w([-.\\w]*\\w)?)?")
                && !text.contains("--")
                && !text.contains("..");
    }

    private static boolean isPrincipal(String text) {
        String prefix = "accounts/";
        return text.equals("__global__")
                || (text.startsWith(prefix) && IdForm.account.fits(text.substring(prefix.length())));
    }
}
