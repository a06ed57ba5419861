using GcActors.Core.Python;

namespace GcActors.Core.Scenarios.Running;

/// <summary>Integer expressions in postfix form.</summary>
internal static class ExpressionCompiler
{
    /// <param name="value">The expression.</param>
    /// <param name="variable">Number of a variable.</param>
    public static PyExpression Compile(IntExpression value, Func<string, int> variable)
    {
        var steps = new List<PyExpression.Step>();
        Add(steps, value, variable);
        return Fold(new PyExpression(steps));
    }

    private static void Add(List<PyExpression.Step> steps, IntExpression value, Func<string, int> variable)
    {
        switch (value)
        {
            case IntExpression.Literal literal:
                steps.Add(new('c', literal.Value));
                break;
            case IntExpression.Variable named:
                steps.Add(new('v', variable(named.Name)));
                break;
            case IntExpression.Negate negate:
                Add(steps, negate.Operand, variable);
                steps.Add(new('n', 0));
                break;
            case IntExpression.Binary binary:
                Add(steps, binary.Left, variable);
                Add(steps, binary.Right, variable);
                steps.Add(new(binary.Operator, 0));
                break;
        }
    }

    /// <summary>An expression without variables is its value; one that cannot be computed stays, and fails where it is used.</summary>
    private static PyExpression Fold(PyExpression expression)
    {
        if (expression.IsConstant || expression.Steps.Any(step => step.Kind == 'v'))
        {
            return expression;
        }

        try
        {
            return new PyExpression([new('c', PyMachine.EvaluateConstant(expression))]);
        }
        catch (PythonException)
        {
            return expression;
        }
    }
}
