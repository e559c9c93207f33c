namespace Hebb.Cpu;

/// <summary>
/// The workspaces of a function that are not in use. Renting and returning allocate nothing once as many exist as there are concurrent calls; there are never
/// more.
/// </summary>
internal sealed class WorkspacePool
{
    private readonly Stack<Workspace> _free = new();
    private readonly Lock _lock = new();
    private int _made;

    /// <summary>A workspace for one call.</summary>
    public Workspace Rent()
    {
        lock (_lock) { return _free.TryPop(out Workspace? workspace) ? workspace : new(_made++); }
    }

    /// <summary>Gives a workspace back.</summary>
    public void Return(Workspace workspace)
    {
        lock (_lock) { _free.Push(workspace); }
    }
}
