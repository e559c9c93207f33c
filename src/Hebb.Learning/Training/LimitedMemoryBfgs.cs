namespace Hebb.Learning.Training;

/// <summary>
/// Minimizes a smooth convex function: L-BFGS (Nocedal and Wright, "Numerical Optimization", 2006, algorithm 7.4) with steps halved until they pay.
/// </summary>
internal static class LimitedMemoryBfgs
{
    private const int Memory = 8, MostSteps = 200, MostHalvings = 40;
    private const double Tolerance = 1e-5, LeastGain = 1e-4;

    /// <summary>The place of the minimum: where no part of the gradient is larger than a hundred-thousandth.</summary>
    /// <param name="loss">The value at a place; fills in the gradient.</param>
    /// <param name="at">Where to begin; changed.</param>
    /// <param name="cancellation">Ends the search at the best place so far.</param>
    public static double[] Minimize(Func<double[], double[], double> loss, double[] at, CancellationToken cancellation)
    {
        double[] gradient = new double[at.Length], next = new double[at.Length], slope = new double[at.Length], step = new double[at.Length];
        Queue<(double[] Moved, double[] Changed, double Product)> memory = [];
        double value = loss(at, gradient);
        for (int count = 0; count < MostSteps && Largest(gradient) > Tolerance && !cancellation.IsCancellationRequested; count++)
        {
            Direction(gradient, [.. memory], step);
            double fall = Product(gradient, step), size = memory.Count == 0 ? Math.Min(1, 1 / Math.Sqrt(Product(gradient, gradient))) : 1, found = 0;
            bool pays = false;
            for (int halvings = 0; halvings < MostHalvings && !pays; halvings++)
            {
                for (int i = 0; i < at.Length; i++) { next[i] = at[i] + (size * step[i]); }
                found = loss(next, slope);
                pays = found <= value + (LeastGain * size * fall);
                size /= 2;
            }

            // What is left is below the precision of a double.
            if (!pays) { break; }
            (double[] moved, double[] changed) =
                memory.Count == Memory ? (memory.Peek().Moved, memory.Dequeue().Changed) : (new double[at.Length], new double[at.Length]);
            for (int i = 0; i < at.Length; i++) { (moved[i], changed[i]) = (next[i] - at[i], slope[i] - gradient[i]); }
            double product = Product(moved, changed);
            if (product > 0) { memory.Enqueue((moved, changed, product)); }
            (at, next, gradient, slope, value) = (next, at, slope, gradient, found);
        }

        return at;
    }

    /// <summary>Minus the gradient, multiplied by what the last steps tell of the inverse of the second derivatives.</summary>
    private static void Direction(double[] gradient, (double[] Moved, double[] Changed, double Product)[] memory, double[] step)
    {
        for (int i = 0; i < step.Length; i++) { step[i] = -gradient[i]; }
        double[] shares = new double[memory.Length];
        for (int m = memory.Length - 1; m >= 0; m--)
        {
            shares[m] = Product(memory[m].Moved, step) / memory[m].Product;
            Add(step, memory[m].Changed, -shares[m]);
        }

        if (memory.Length > 0)
        {
            double scale = memory[^1].Product / Product(memory[^1].Changed, memory[^1].Changed);
            for (int i = 0; i < step.Length; i++) { step[i] *= scale; }
        }

        for (int m = 0; m < memory.Length; m++)
        {
            Add(step, memory[m].Moved, shares[m] - (Product(memory[m].Changed, step) / memory[m].Product));
        }
    }

    private static void Add(double[] to, double[] vector, double factor)
    {
        for (int i = 0; i < to.Length; i++) { to[i] += factor * vector[i]; }
    }

    private static double Product(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) { sum += a[i] * b[i]; }
        return sum;
    }

    private static double Largest(double[] vector)
    {
        double largest = 0;
        foreach (double value in vector) { largest = Math.Max(largest, Math.Abs(value)); }
        return largest;
    }
}
