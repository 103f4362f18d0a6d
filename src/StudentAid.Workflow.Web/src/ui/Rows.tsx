import { Table, type TableProps } from "antd";
import type { ReactNode } from "react";
import { Nothing } from "./Page";
import { Shown, type Asked } from "./Refused";

interface Listing<T> {
  items: T[];
  previous?: string | null | undefined;
  next?: string | null | undefined;
}

interface RowsProps<T extends object> {
  of: Asked<Listing<T>>;
  /** What is said where there are none. */
  nothing: string;
  columns: NonNullable<TableProps<NoInfer<T>>["columns"]>;
  /** What stands below, such as the way to the next page. */
  below?: (page: Listing<T>) => ReactNode;
}

/** What the server lists, as a table; a sentence where it is empty. */
export function Rows<T extends { id: string }>({ of, nothing, columns, below }: RowsProps<T>) {
  return (
    <Shown of={of}>
      {(page) => (
        <>
          {page.items.length === 0 ? <Nothing text={nothing} /> : <Table<T> rowKey="id" size="middle" pagination={false} dataSource={page.items} columns={columns} />}
          {below?.(page)}
        </>
      )}
    </Shown>
  );
}
