package dev.metabuilder.database.http;

import cz.jirutka.rsql.parser.RSQLParser;
import cz.jirutka.rsql.parser.RSQLParserException;
import cz.jirutka.rsql.parser.UnknownOperatorException;
import cz.jirutka.rsql.parser.ast.AndNode;
import cz.jirutka.rsql.parser.ast.ComparisonNode;
import cz.jirutka.rsql.parser.ast.ComparisonOperator;
import cz.jirutka.rsql.parser.ast.LogicalNode;
import cz.jirutka.rsql.parser.ast.Node;
import cz.jirutka.rsql.parser.ast.RSQLOperators;
import dev.metabuilder.database.errors.Problems;
import dev.metabuilder.database.model.Model;
import dev.metabuilder.database.model.Property;
import dev.metabuilder.database.query.Operator;
import dev.metabuilder.database.query.RecordFilter;
import dev.metabuilder.database.vendor.RsqlErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads filters in RSQL, such as {@code role==god,(createdAt=ge=1000;bio=null=false)}: a comma means or, a semicolon means
 * and.
 */
final class RsqlReader {

    private static final int MOST_CHARACTERS = 2_000;
    private static final int MOST_LEVELS = 30;

    private static final ComparisonOperator ABSENT = new ComparisonOperator("=null=");

    private static final Map<ComparisonOperator, Operator> OPERATORS = Map.of(
            RSQLOperators.EQUAL,
            Operator.EQUAL,
            RSQLOperators.NOT_EQUAL,
            Operator.NOT_EQUAL,
            RSQLOperators.LESS_THAN,
            Operator.LESS,
            RSQLOperators.LESS_THAN_OR_EQUAL,
            Operator.LESS_OR_EQUAL,
            RSQLOperators.GREATER_THAN,
            Operator.GREATER,
            RSQLOperators.GREATER_THAN_OR_EQUAL,
            Operator.GREATER_OR_EQUAL,
            RSQLOperators.IN,
            Operator.IN,
            RSQLOperators.NOT_IN,
            Operator.NOT_IN,
            new ComparisonOperator("=contains="),
            Operator.CONTAINS,
            new ComparisonOperator("=starts="),
            Operator.STARTS);

    private static final Set<ComparisonOperator> ALL =
            Stream.concat(OPERATORS.keySet().stream(), Stream.of(ABSENT)).collect(Collectors.toUnmodifiableSet());

    private final Model<?> model;
    private final QueryParameter parameter;
    private final Problems problems;
    private final List<RsqlPositions> places;
    private int next;

    private RsqlReader(Model<?> model, QueryParameter parameter, Problems problems) {
        this.model = model;
        this.parameter = parameter;
        this.problems = problems;
        places = RsqlPositions.of(parameter.text());
    }

    /** Reads a filter, and adds its errors to the problems. */
    static RecordFilter read(Model<?> model, QueryParameter parameter, Problems problems) {
        String text = parameter.text();
        if (text.length() > MOST_CHARACTERS) {
            parameter.problem(problems, 0, "must not have more than " + MOST_CHARACTERS + " characters");
            return RecordFilter.ALL;
        }
        if (text.chars().filter(c -> c == '(').count() > MOST_LEVELS) {
            parameter.problem(problems, 0, "must not have more than " + MOST_LEVELS + " brackets");
            return RecordFilter.ALL;
        }
        try {
            return new RsqlReader(model, parameter, problems).filter(new RSQLParser(ALL).parse(text));
        } catch (RSQLParserException e) {
            refuse(parameter, e.getCause(), problems);
            return RecordFilter.ALL;
        }
    }

    private static void refuse(QueryParameter parameter, Throwable reason, Problems problems) {
        if (reason instanceof UnknownOperatorException unknown) {
            int at = Math.max(0, parameter.text().indexOf(unknown.getOperator()));
            parameter.problem(problems, at, "no such operator: must be one of " + operators());
            return;
        }
        parameter.problem(
                problems,
                RsqlErrors.offset(reason, parameter.text()),
                "is not RSQL from here on: a comparison is a property, an operator and a value, such as name==\"a b\"");
    }

    private static String operators() {
        return ALL.stream().map(ComparisonOperator::getSymbol).sorted().collect(Collectors.joining(" "));
    }

    private RecordFilter filter(Node node) {
        if (node instanceof LogicalNode logical) {
            List<RecordFilter> parts =
                    logical.getChildren().stream().map(this::filter).toList();
            return logical instanceof AndNode ? new RecordFilter.And(parts) : new RecordFilter.Or(parts);
        }
        return comparison((ComparisonNode) node, places.get(next++));
    }

    private RecordFilter comparison(ComparisonNode node, RsqlPositions place) {
        Property property = parameter.scalar(model, node.getSelector(), place.selector(), problems);
        if (property == null) {
            return RecordFilter.ALL;
        }
        if (node.getOperator().equals(ABSENT)) {
            Object absent = QueryParameter.flag(node.getArguments().get(0));
            if (absent == null) {
                parameter.problem(problems, place.values().get(0), "must be true or false");
            }
            return new RecordFilter.Absence(property, Boolean.TRUE.equals(absent));
        }
        Operator operator = OPERATORS.get(node.getOperator());
        if (operator.orders() && (property.type().isEnum() || property.type() == Boolean.class)) {
            parameter.problem(
                    problems,
                    place.operator(),
                    property.name() + " has no order: the operator must be == != =in= =out= or =null=");
            return RecordFilter.ALL;
        }
        if (operator.isOfTexts() && property.type() != String.class) {
            parameter.problem(
                    problems,
                    place.operator(),
                    property.name() + " is no text: " + node.getOperator().getSymbol() + " looks into texts only");
            return RecordFilter.ALL;
        }
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < node.getArguments().size(); i++) {
            Object value = property.parse(node.getArguments().get(i));
            if (value == null) {
                parameter.problem(problems, place.values().get(i), "must be " + property.expected());
            }
            values.add(value);
        }
        return new RecordFilter.Comparison(property, operator, values);
    }
}
